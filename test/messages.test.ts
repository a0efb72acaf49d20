import { expect, test } from 'vitest';
import { rules } from '../src/generated/rules.ts';

/** Words that tell the reader what to do; a message has at least one. */
const ADVICE =
  /\b(?:add|answer|ask|bind|build|call|catch|check|compare|delete|drop|give|hand|issue|keep|let|list|load|log|make|move|name|narrow|pass|put|raise|re-raise|read|record|remove|rethrow|return|send|set|show|store|take|tell|throw|turn|use|verify|wrap|write)\b/iu;

// What a team's registry says are the team's words.
test.for(rules.filter(({ card }) => card.name !== 'registry-detector'))(
  '$card.name speaks in whole sentences that say what to do',
  ({ card }) => {
    const problems = Object.entries(card.messages).flatMap(([id, text]) => {
      const say = (problem: string) => `${id}: ${problem}`;
      // Quoted code is shortened when it is filled in; 20 characters is what it usually takes.
      const length = text.replace(/\{\{\s*\w+\s*\}\}/gu, 'x'.repeat(12)).length;
      return [
        ...(/^[A-Z'{]/u.test(text) && text.endsWith('.') ? [] : [say('write whole sentences')]),
        ...(length > 160 ? [say(`${String(length)} characters, 160 fit an annotation`)] : []),
        ...(ADVICE.test(text) ? [] : [say('say what to do')]),
        ...(text.includes('`') ? [say('annotations are plain text: quote with apostrophes')] : []),
        ...(text.includes(card.name) || /\b(?:PF|GR|NA|PAT)-/u.test(text) ? [say('no rule names and no IDs')] : []),
        ...(/\bdetected\b/iu.test(text) ? [say('speak of the code, not of the tool')] : []),
      ];
    });
    expect(problems).toEqual([]);
  },
);

test.for(rules)('$card.name offers suggestions that read as instructions', ({ card }) => {
  const wrong = Object.values(card.suggestions ?? {}).filter((text) => !/^[A-Z].*\.$/u.test(text) || text.length > 100);
  expect(wrong).toEqual([]);
});

test.for(rules)('$card.name has a name and a summary of the defect', ({ card }) => {
  expect(card.name).toMatch(/^(?!no-|use-|prefer-)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u);
  expect(card.summary).toMatch(/^[A-Z][^.]{10,80}$/u);
});
