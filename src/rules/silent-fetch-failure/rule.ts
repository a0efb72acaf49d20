import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'silent-fetch-failure',
  pitfalls: ['PF-009b', 'PAT-007c'],
  summary: 'Failed fetch that leaves as an empty result, without a trace',
  level: 'certain',
  messages: {
    empty:
      "A failed '{{call}}' leaves here as '{{value}}' without a trace: 'nothing found' and 'could not ask' look the same. Log it, or let it out.",
    missing:
      "A failed '{{call}}' is passed over without a trace, and nobody knows that what it should bring is missing. Log it, or let it out.",
  },
  suggestions: {
    logIt: "Log the error with '{{code}}'.",
  },
});
