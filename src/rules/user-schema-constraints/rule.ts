import { defineCard } from '../../card.ts';
import { options } from './login-table.ts';

export default defineCard({
  name: 'user-schema-constraints',
  pitfalls: ['GR-LD1'],
  summary: 'Table of users without the constraints a login needs',
  level: 'likely',
  messages: {
    duplicateEmail:
      "Nothing keeps two rows of '{{table}}' from having the same '{{column}}', so two accounts can share one login. Make the column unique.",
    caseTwins:
      "'{{column}}' of '{{table}}' takes Ann@x.org and ann@x.org for two people. Use a case-insensitive type, or a unique index on its lower case.",
    shortHash:
      "'{{column}}' holds {{length}} characters and a password hash may have {{least}}, so it is cut off or refused. Make the column 255 long.",
  },
  suggestions: { declareUnique: 'Declare the column unique.' },
  options,
});
