import { defineCard } from '../../card.ts';
import { options } from './limiter-key.ts';

export default defineCard({
  name: 'rate-limit-by-ip',
  pitfalls: ['GR-SM4', 'PAT-016c'],
  summary: 'Rate limit that takes an address for a caller',
  level: 'likely',
  messages: {
    shared: "This limit counts by '{{key}}', so everybody behind one office or mobile network shares it. Use the account first.",
    noKey: "'{{key}}' counts by address unless told otherwise, so an office or mobile network shares one limit. Give it a key function.",
    spoofable:
      "This limit counts by '{{key}}', which every client can write itself, so it limits nobody. Trust only your own proxy's entry.",
    trustsAll: "With '{{key}}' any client chooses the address that limits count by. Give the number of your own proxies instead.",
  },
  options,
});
