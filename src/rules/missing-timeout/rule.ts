import { defineCard } from '../../card.ts';
import { options } from './waiting.ts';

export default defineCard({
  name: 'missing-timeout',
  pitfalls: ['GR-3', 'GR-IG5', 'GR-LD3'],
  summary: 'Call to somebody else that nothing ends when no answer comes',
  level: 'likely',
  messages: {
    endless: "'{{call}}' waits without end: one peer that never answers holds this code for ever. Pass '{{keyword}}'.",
    long: "'{{call}}' waits up to {{limit}} s for each try by default, and whoever answers slowly holds this code that long. Pass '{{keyword}}'.",
  },
  suggestions: {
    addTimeout: "Pass '{{code}}'.",
  },
  options,
});
