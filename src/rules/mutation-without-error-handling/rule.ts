import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'mutation-without-error-handling',
  pitfalls: ['GR-UX1'],
  summary: 'Mutation of a page whose failure nobody sees',
  level: 'likely',
  messages: {
    unseen:
      "Nobody sees it when '{{name}}' fails: the page stays as it is, as if nothing had been asked. Give it an onError, or show '{{name}}.error'.",
    unseenCall: 'Nobody sees it when this mutation fails: the page stays as it is, as if nothing had been asked. Give it an onError.',
  },
  suggestions: {
    addOnError: 'Add an onError that logs the error.',
  },
});
