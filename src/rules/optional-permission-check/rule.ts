import { defineCard } from '../../card.ts';
import { options } from './permission-gate.ts';

export default defineCard({
  name: 'optional-permission-check',
  pitfalls: ['GR-SM3', 'PAT-008d'],
  summary: 'Permission test that is skipped when something is missing',
  level: 'hint',
  messages: {
    skipped: "Without '{{name}}' this permission test is skipped, and everything is allowed. Refuse when it is missing, or require it.",
    skippedForNobody: "Without '{{name}}' nobody is refused here, so a stranger may do what a user may not. Refuse when it is missing.",
    leftOut: "A call in this file leaves '{{name}}' out, and so skips this permission test. Refuse when it is missing, or require it.",
    countsAsYes: "A missing '{{name}}' counts as permission here, so forgetting it allows everything. Let it count as refusal.",
    emptyBranch: "Nothing depends on what '{{ask}}' answers, because the branch is empty. Refuse in it, or remove the test.",
    droppedAnswer: "'{{ask}}' answers whether this is allowed, and nobody looks at the answer. Refuse when it says no.",
  },
  suggestions: { refuseMissing: 'Refuse when it is missing, too.' },
  options,
});
