import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'late-ack',
  pitfalls: ['NA-IG7'],
  summary: 'Command of a chat that is acknowledged after the work',
  level: 'likely',
  messages: {
    late: "Slack waits 3 seconds for ack(), and '{{call}}' comes before it: the user is told that it failed. Acknowledge first, then work.",
    never: 'Slack waits 3 seconds for ack(), which is never called here, and tells the user that it failed. Call ack() first.',
    lateReply:
      "Discord waits 3 seconds for an answer, and '{{call}}' comes before it: the user is told that it failed. Defer the answer first.",
  },
  suggestions: {
    ackFirst: 'Call ack() first.',
  },
});
