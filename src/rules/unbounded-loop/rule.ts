import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'unbounded-loop',
  pitfalls: ['GR-3', 'PAT-008d'],
  summary: 'Loop around a language model that only the model ends',
  level: 'hint',
  messages: {
    endless: "Only what '{{call}}' answers ends this loop, and each turn costs. Count the turns and stop at a limit, or at a deadline.",
    recursion: "'{{name}}' calls itself for as long as '{{call}}' answers so, and each time costs. Pass a depth, and stop at a limit.",
    spawn: "'{{name}}' starts agents without counting them, and agents may start more. Compare their number with a limit first.",
  },
});
