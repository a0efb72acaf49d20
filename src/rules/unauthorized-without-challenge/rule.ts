import { defineCard } from '../../card.ts';
import { options } from './challenge.ts';

export default defineCard({
  name: 'unauthorized-without-challenge',
  pitfalls: ['GR-UX2'],
  summary: 'Refusal of a token that does not say which credential would help',
  level: 'hint',
  messages: {
    noChallenge:
      "'{{status}}' comes without WWW-Authenticate, so clients cannot tell an expired token from a wrong one. Send the header with it.",
    noScheme:
      "'{{status}}' sends WWW-Authenticate only when it is told a scheme, so clients cannot tell what would help. Pass '{{parameter}}'.",
  },
  suggestions: {
    addHeader: 'Send WWW-Authenticate with it.',
  },
  options,
});
