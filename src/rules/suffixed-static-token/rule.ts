import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'suffixed-static-token',
  pitfalls: ['PF-003', 'PAT-004', 'PAT-009b'],
  summary: 'Token made with a changing suffix and compared without it',
  level: 'likely',
  messages: {
    neverEqual:
      "This token is '{{prefix}}' and a changing suffix, but line {{line}} compares with '{{literal}}', so each one is refused. Issue a signed token.",
  },
});
