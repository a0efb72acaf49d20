import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Some tests start ESLint's command line or lint megabytes; on a slow machine that takes a while.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
