import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'acknowledged-but-dropped',
  pitfalls: ['NA-LD1.3'],
  summary: 'Message that is acknowledged although what handles it is missing',
  level: 'likely',
  messages: {
    dropped:
      "'{{name}}' is missing here, and the sender is told that all is well: the message is gone. Answer 503, or raise, and it comes again.",
  },
});
