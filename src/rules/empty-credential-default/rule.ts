import { defineCard } from '../../card.ts';
import { options } from './missing-credential.ts';

export default defineCard({
  name: 'empty-credential-default',
  pitfalls: ['NA-LD2.3'],
  summary: 'Missing credential that becomes an empty one',
  level: 'likely',
  messages: {
    empty:
      "Without '{{variable}}' this sends an empty credential and fails far away, with a refusal. Check it at start-up, and stop when it is missing.",
    unset:
      "Without '{{variable}}' no credential is sent, and this fails far away, with a refusal. Check it at start-up, and stop when it is missing.",
    inText:
      "Without '{{variable}}' this sends the word '{{nothing}}' as the credential. Check it at start-up, and stop when it is missing.",
    asserted:
      "'{{variable}}' is said to be set and never checked: without it this gets undefined. Check it at start-up, and throw when it is missing.",
    emptySetting:
      "Without '{{variable}}' this setting is an empty credential, and whoever uses it fails far away. Give it no default, so that start-up fails.",
  },
  suggestions: {
    require: "Read '{{variable}}' so that a missing one stops the program.",
  },
  options,
});
