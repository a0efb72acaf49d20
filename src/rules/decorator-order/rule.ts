import { defineCard } from '../../card.ts';
import { options } from './guard-chain.ts';

export default defineCard({
  name: 'decorator-order',
  pitfalls: ['PF-001', 'PAT-002', 'PAT-012c', 'PAT-017b'],
  summary: 'Check of the caller that runs before the caller is known',
  level: 'certain',
  messages: {
    wrongStack:
      "'{{consumer}}' runs before '{{auth}}': the top decorator is called first, when nobody is authenticated yet. Move '{{auth}}' above it.",
    wrongWrapper: "'{{consumer}}' is the outer wrapper, so it runs before '{{auth}}' has authenticated anybody. Put '{{auth}}' around it.",
    wrongPlace: "'{{consumer}}' runs before '{{auth}}' and judges a caller whom nobody has authenticated. Put '{{auth}}' {{where}}.",
    registryStack: "'{{auth}}' stands above '{{consumer}}', but this project calls the lowest decorator first. Move '{{auth}}' below it.",
    deadGuard: "'{{guard}}' never runs: '{{route}}' has registered the function as it is below. Move '{{guard}}' under it.",
    cacheFirst:
      "'{{consumer}}' answers from the cache before '{{auth}}' checks the caller, so strangers get the answers of others. Put '{{auth}}' {{where}}.",
    missingAuthenticator: "'{{consumer}}' uses a caller whom nothing on this route has authenticated. Put an authenticator before it.",
  },
  suggestions: { move: "Put '{{moved}}' {{where}} '{{target}}'." },
  options,
});
