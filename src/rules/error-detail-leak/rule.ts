import { defineCard } from '../../card.ts';
import { options } from './answer.ts';

export default defineCard({
  name: 'error-detail-leak',
  pitfalls: ['GR-4', 'GR-LD8'],
  summary: 'Text of an unexpected error sent to the client',
  level: 'certain',
  messages: {
    text: "'{{name}}' sends the text of any error to the client, with statements, paths and addresses in it. Log the error, and answer with a fixed text.",
    trace: "'{{name}}' sends the stack trace to the client, with paths and versions in it. Log the error, and answer with a fixed text.",
  },
  suggestions: {
    constantText: 'Answer with a fixed text.',
    constantTextAndLog: 'Log the error, and answer with a fixed text.',
  },
  options,
});
