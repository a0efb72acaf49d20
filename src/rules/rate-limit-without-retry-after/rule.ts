import { defineCard } from '../../card.ts';
import { options } from './waiting-time.ts';

export default defineCard({
  name: 'rate-limit-without-retry-after',
  pitfalls: ['GR-LD7'],
  summary: 'Refusal for too many requests that does not say when to come back',
  level: 'certain',
  messages: {
    noHeader: "'{{status}}' tells clients to slow down but not for how long, so they try again at once. Send a Retry-After header with it.",
    noWait: "'{{status}}' sends Retry-After only when it is told how long to wait, so clients try again at once. Pass '{{parameter}}'.",
    headersOff:
      "'{{status}}' is told to send no headers, so its 429 does not say when to come back. Leave standardHeaders or legacyHeaders on.",
  },
  suggestions: {
    addHeader: 'Send Retry-After with it.',
    addWait: "Pass '{{parameter}}'.",
  },
  options,
});
