import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'broadcast-to-all',
  pitfalls: ['GR-IG4'],
  summary: 'Event that is sent to every connected client',
  level: 'likely',
  messages: {
    everybody: "Every client in '{{clients}}' gets this event, whoever it is about. Send it only to those who may see it and asked for it.",
  },
});
