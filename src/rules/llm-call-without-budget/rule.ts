import { defineCard } from '../../card.ts';
import { options } from './budget.ts';

export default defineCard({
  name: 'llm-call-without-budget',
  pitfalls: ['GR-IG5'],
  summary: 'Language model asked without a limit to what it may cost',
  level: 'hint',
  messages: {
    unlimited: "'{{call}}' sets no limit to the answer, so one that does not end is paid for to the last word. Pass '{{keyword}}'.",
    uncounted: "'{{call}}' is asked in a loop, and nothing adds up what that costs. Read '{{usage}}' of each answer, and stop at a budget.",
  },
  options,
});
