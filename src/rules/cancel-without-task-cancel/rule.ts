import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'cancel-without-task-cancel',
  pitfalls: ['GR-LD2'],
  summary: 'Run that is marked as cancelled and goes on',
  level: 'hint',
  messages: {
    goesOn:
      "'{{name}}' marks the work as '{{status}}', and nothing here stops it: it goes on. Cancel its task, or set a flag that it reads.",
  },
});
