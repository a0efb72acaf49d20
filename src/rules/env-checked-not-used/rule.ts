import { defineCard } from '../../card.ts';
import { options } from './place-variable.ts';

export default defineCard({
  name: 'env-checked-not-used',
  pitfalls: ['NA-1.3'],
  summary: 'Variable for a path or address that is tested but never used',
  level: 'likely',
  messages: {
    notPassed: "'{{variable}}' is only tested: '{{call}}' still takes its own default for '{{parameter}}'. Pass the value on.",
    notUsed: "'{{variable}}' is only tested and never used here, so what it says changes nothing but a branch. Pass the value on.",
  },
  suggestions: {
    pass: "Pass '{{variable}}' as '{{parameter}}'.",
  },
  options,
});
