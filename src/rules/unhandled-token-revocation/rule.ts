import { defineCard } from '../../card.ts';
import { options } from './refresh.ts';

export default defineCard({
  name: 'unhandled-token-revocation',
  pitfalls: ['NA-IG1'],
  summary: 'Refresh of a token without a look at whether it was revoked',
  level: 'hint',
  messages: {
    unhandled:
      "A revoked grant raises here and nobody tells it apart. Catch it, raise an alarm, and say how to log in again; Google's testing mode ends grants weekly.",
    unheard:
      'A revoked grant ends here without a sound, and the account stays cut off. Log an error or tell somebody, with the way to log in again.',
  },
  suggestions: { wrap: 'Catch the revoked grant and say how to log in again.' },
  options,
});
