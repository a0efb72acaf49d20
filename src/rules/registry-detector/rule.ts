import { defineCard } from '../../card.ts';
import { options } from './found.ts';

export default defineCard({
  name: 'registry-detector',
  pitfalls: [],
  summary: "What an entry of the team's own registry describes",
  level: 'certain',
  messages: {
    found: '{{id}}: {{title}}. {{prevention}}',
    foundOnly: '{{id}}: {{title}}.',
  },
  options,
});
