import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'retry-callback-swallows-error',
  pitfalls: ['NA-7.2'],
  summary: 'Last failure of a retry turned into an empty result by its callback',
  level: 'likely',
  messages: {
    ignored:
      "After the last try the call returns {{value}}: the callback decides, and 'reraise=True' has no effect. Raise in the callback, or log from 'after'.",
    dropped:
      'After the last try the call returns {{value}} in place of the error, as the callback raises nothing. Raise in it, or log from {{after}}.',
    unset:
      "After the last try '{{name}}' is undefined, as this handler only writes the error down. Throw the error again, or return a value.",
  },
  suggestions: {
    raiseAgain: 'Raise the last error at the end of the callback.',
  },
});
