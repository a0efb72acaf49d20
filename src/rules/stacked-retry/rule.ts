import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'stacked-retry',
  pitfalls: ['NA-7.3'],
  summary: 'Retry around a client that tries again by itself',
  level: 'likely',
  messages: {
    multiplied:
      '{{service}} makes up to {{attempts}} attempts for each call by itself; with this retry one call becomes up to {{product}}. Keep one of the two.',
    stacked: '{{service}} makes up to {{attempts}} attempts for each call by itself, and this retry multiplies them. Keep one of the two.',
  },
  suggestions: {
    switchOff: "Make the client with '{{code}}'.",
  },
});
