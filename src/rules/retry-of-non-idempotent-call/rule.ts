import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'retry-of-non-idempotent-call',
  pitfalls: ['NA-7.4'],
  summary: 'Call that must not happen twice, tried again after a lost answer',
  level: 'hint',
  messages: {
    twice:
      "'{{call}}' may have worked although its answer was lost; then trying again does it twice. Pass an idempotency key, or retry only what was not sent.",
    anyRequest:
      "'{{call}}' tries every request again, those that make or send something too, and may do that twice. Name only requests that can be repeated.",
    mutation: 'A mutation that failed may have worked all the same, and this tries it again. Set it to false, or pass an idempotency key.',
  },
});
