import { defineCard } from '../../card.ts';
import { options } from './entry-problems.ts';

export default defineCard({
  name: 'registry-entry',
  pitfalls: [],
  summary: "Entry of the team's own registry that is incomplete, outdated or checks nothing",
  level: 'likely',
  messages: {
    repeated: "'{{id}}' is the entry on line {{line}} already, so nobody can tell which of the two is meant. Take a number of its own.",
    missingField: "This entry says nothing under '{{field}}', and the next reader will not know it. Add that line.",
    placeholder: "'{{value}}' still stands where the answer belongs. Write down what happened.",
    wrongDate: "'{{value}}' is no date. Write it like 2026-02-28.",
    missingFile: "'{{path}}' is not in this repository any more. Name the file that has taken its place.",
    unclosedBlock: 'This block is never closed, so all that follows is read as part of it. Close it.',
    unknownLanguage: "A detector cannot look into '{{language}}'. Name one of: {{known}}.",
    unreadSelector: "The selector '{{selector}}' {{problem}}. Write it anew: until then nothing is checked.",
    unknownKind: "There is no node '{{kind}}' in {{language}}, so this finds nothing. Take one that 'pitfalls ast FILE' shows.",
    unknownLevel: "'{{level}}' is no level. Write certain, likely or hint.",
    silentOnBad: 'The detector does not find this bad example, so it may find nothing at all. Make one of the two right.',
    reportedGood: 'The detector finds this good example, so it will cry wolf. Make one of the two right.',
    unreadExample: "This example is no '{{language}}' that can be read, so it proves nothing. Make it whole: {{problem}}.",
    unknownRule: "There is no rule '{{name}}', so nothing checks this entry; 'pitfalls list' shows all rules.",
    tooMany: 'A registry may have {{most}} detectors, and this one is not run any more. Move some into another registry.',
    unchecked: 'Nothing checks this entry, so it bites again when nobody remembers it. Add a detector, or name a rule.',
  },
  suggestions: {
    nextNumber: "Call it '{{id}}', which is free.",
    addField: "Add a line for '{{field}}'.",
    nearestRule: "Name '{{name}}'.",
  },
  options,
});
