import { defineCard } from '../../card.ts';
import { options } from './webhook.ts';

export default defineCard({
  name: 'webhook-without-signature',
  pitfalls: ['NA-SM3', 'NA-SM4'],
  summary: 'Webhook that believes whoever calls it',
  level: 'likely',
  messages: {
    unsigned: "Anyone can POST to '{{route}}': nothing checks that {{sender}} sent it. Verify {{proof}} before anything else.",
    unsignedPush:
      "Pub/Sub signs its pushes with a Google token in the Authorization header; '{{route}}' never looks at it. Verify it with your audience.",
    weakAudience: "'{{check}}' takes a Google token that was made for anybody. Pass your own audience, and compare the email claim.",
    anyAccount: "Every Google account can get a token for this audience. Compare its email claim with your push account's address as well.",
    weakCompare: "'{{operator}}' takes longer the more of the signature is right, so it can be guessed. Compare with {{function}}().",
    reserialized:
      "'{{call}}' writes the parsed body anew, not as it was signed: other spaces, other signature. Take the raw bytes of the request.",
    failOpen: "Without '{{name}}' this check is left out and every message is believed. Refuse the message when it is missing.",
  },
  options,
});
