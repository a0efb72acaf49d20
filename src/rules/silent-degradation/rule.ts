import { defineCard } from '../../card.ts';
import { options } from './degrading.ts';

export default defineCard({
  name: 'silent-degradation',
  pitfalls: ['NA-2', 'NA-LD1', 'PAT-014c'],
  summary: 'Failed set-up after which the service goes on without what it needs',
  level: 'likely',
  messages: {
    leftEmpty:
      "'{{name}}' stays '{{value}}' when its set-up fails, with {{trace}}, and the service goes on without it. Let the start fail instead.",
    fallbackConfig:
      "When these settings cannot be read, '{{value}}' takes their place, with {{trace}}: nobody chose what then holds. Let the start fail.",
  },
  suggestions: {
    letItOut: 'Let the error out after that.',
  },
  options,
});
