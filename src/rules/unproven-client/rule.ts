import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'unproven-client',
  pitfalls: ['NA-IG4'],
  summary: 'Client that is called ready before it has spoken to its service',
  level: 'hint',
  messages: {
    unproven:
      "The log calls '{{client}}' ready, but it has asked nobody yet: a wrong key shows at first use. Make a cheap call first: {{probe}}.",
  },
});
