import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'sql-placeholder-as-identifier',
  pitfalls: ['GR-SM1'],
  summary: 'SQL placeholder where the name of a table or column must stand',
  level: 'certain',
  messages: {
    name: "'{{placeholder}}' behind {{behind}} is sent as a text and never becomes a name, so the query fails. Check the name against a fixed list and paste it.",
    sorting:
      "'{{placeholder}}' behind {{behind}} is sent as a text, so all rows count as equal. Check the column against a fixed list and paste its name.",
  },
});
