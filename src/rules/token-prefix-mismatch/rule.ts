import { defineCard } from '../../card.ts';
import { options } from './token-kinds.ts';

export default defineCard({
  name: 'token-prefix-mismatch',
  pitfalls: ['NA-IG6'],
  summary: 'Token of one kind where another kind belongs',
  level: 'certain',
  messages: {
    otherKind: "'{{name}}' must start with {{shape}}, and this is {{noun}}, so every request will be refused. Put the right token here.",
    wrongShape:
      "'{{name}}' must start with {{shape}}; what starts with '{{head}}' is not {{noun}}, and will be refused. Put the right token here.",
    crossed:
      "'{{parameter}}' takes {{wanted}}, and '{{variable}}' holds {{given}}, so every request will be refused. Pass the other variable.",
    unchecked:
      "Nothing here checks that '{{name}}' starts with {{shape}}, so a token of another kind fails only when it is used. Check it at start-up.",
  },
  suggestions: {
    swap: "Pass '{{right}}' instead.",
  },
  options,
});
