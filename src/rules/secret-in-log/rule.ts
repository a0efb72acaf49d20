import { defineCard } from '../../card.ts';
import { options } from './leak.ts';

export default defineCard({
  name: 'secret-in-log',
  pitfalls: ['PF-030', 'GR-SM5', 'NA-SM1.2'],
  summary: 'Secret written to the log',
  level: 'likely',
  messages: {
    value: "'{{name}}' goes to the log in clear text, and whoever can read the log can use it. Log whether it is set, or a masked form.",
    prefix: "The first {{count}} characters of '{{name}}' go to the log, which makes the rest easier to guess. Log whether it is set.",
    container: "'{{name}}' goes to the log as a whole, with the secrets in it. Log the few entries that are of use.",
    sqlValues: 'The log gets the values together with the SQL, passwords and personal data among them. Log the statement alone.',
    echo: "'{{name}}' writes each statement to the log with its values, passwords and personal data among them. Hide the values.",
    validation:
      "This logs the raw input with the error: an unknown key of the '.env' file appears with its secret value. Log only places and messages.",
  },
  suggestions: {
    onlyWhether: 'Log only whether it is set.',
    onlyNames: 'Log only the names of the entries.',
    hideParameters: 'Hide the values of the statements.',
    withoutInput: 'Leave the input out.',
  },
  fixable: true,
  options,
});
