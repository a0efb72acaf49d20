import { defineCard } from '../../card.ts';
import { options } from './injection.ts';

export default defineCard({
  name: 'sql-string-interpolation',
  pitfalls: ['GR-5', 'PAT-009'],
  summary: 'SQL text with values or unchecked names pasted into it',
  level: 'certain',
  messages: {
    value: "'{{expression}}' is pasted into the SQL text as a value, so its content can change the statement. Pass it as a parameter.",
    identifier:
      "'{{expression}}' comes from {{origin}} and is pasted into the SQL as a name. Check it against a fixed list; no placeholder can stand for it.",
    passthrough: "'{{expression}}' comes from {{origin}} and is run as a whole SQL statement. Check who may send it.",
  },
  suggestions: {
    bind: "Pass '{{expression}}' as a parameter.",
    allowlist: "Check '{{expression}}' against a fixed list of names first.",
  },
  options,
});
