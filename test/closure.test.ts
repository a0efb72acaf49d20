import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../src/generated/rules.ts';
import { pitfalls } from '../src/registry/pitfalls.ts';
import { lintFixture, setupsFor } from '../tools/fixtures/lint.ts';
import { keepsItsPromises } from '../tools/fixtures/promises.ts';
import { readScenarios } from '../tools/fixtures/scenarios.ts';

const scenarios = readScenarios();
const ids = new Set(pitfalls.map(({ id }) => id));
const cards = rules.map(({ card }) => card);
// A rule that does not keep its promises yet fails there; asking it for more would only say the same again.
// Rules about the team's own registry have tests of their own: no registry of ours speaks of them.
const finished = rules.filter(({ card }) => card.pitfalls.length > 0 && keepsItsPromises(card.name, scenarios));

describe('cards', () => {
  test('are named after their folders', () => {
    const folders = readdirSync('src/rules', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
    expect(cards.map(({ name }) => name).sort()).toEqual(folders);
  });

  test('claim IDs that a registry has', () => {
    expect(
      cards.flatMap(({ name, pitfalls: claimed }) => claimed.filter((id) => !ids.has(id)).map((id) => `${name}: ${id} is in no registry`)),
    ).toEqual([]);
  });

  test('claim every ID that the registries give them', () => {
    const missing = cards.flatMap(({ name, pitfalls: claimed }) =>
      pitfalls
        .filter((pitfall) => pitfall.rules.includes(name) && !claimed.includes(pitfall.id))
        .map(({ id }) => `${name}: ${id} names this rule`),
    );
    expect(missing).toEqual([]);
  });

  test('have a file for each detector and a detector for each file', () => {
    const problems = rules.flatMap(({ card, kinds }) => {
      const files = readdirSync(`src/rules/${card.name}`);
      const missing = kinds.filter((kind) => !files.includes(`${kind}.ts`)).map((kind) => `${card.name}: no ${kind}.ts`);
      const forgotten = (['python', 'javascript', 'yaml', 'dotenv', 'dockerfile', 'markdown', 'shell'] as const)
        .filter((kind) => files.includes(`${kind}.ts`) && !kinds.includes(kind))
        .map((kind) => `${card.name}: ${kind}.ts is not in the card`);
      return [...missing, ...forgotten];
    });
    expect(problems).toEqual([]);
  });

  test('have a page', () => {
    expect(cards.filter(({ name }) => !existsSync(`docs/rules/${name}.md`)).map(({ name }) => `${name}: no page`)).toEqual([]);
  });
});

describe('fixtures', () => {
  test('stand under IDs that a registry has and a rule claims', () => {
    const claimed = new Set(cards.flatMap((card) => card.pitfalls));
    const folders = [...new Set(scenarios.map(({ id }) => id))];
    expect(folders.filter((id) => !ids.has(id) || !claimed.has(id)).map((id) => `fixtures/${id}: no rule claims this ID`)).toEqual([]);
  });

  test('promise each rule under each of its IDs', () => {
    const missing = cards.flatMap(({ name, pitfalls: claimed }) =>
      claimed
        .filter((id) => !scenarios.some((scenario) => scenario.id === id && promises(scenario, name)))
        .map((id) => `${name}: no fixture under fixtures/${id} promises it`),
    );
    expect(missing).toEqual([]);
  });

  test('name rules that exist', () => {
    const known = new Set(cards.map(({ name }) => name));
    const wrong = scenarios.flatMap((scenario) =>
      scenario.files.flatMap(({ path, markers }) =>
        markers.filter(({ rule }) => !known.has(rule)).map(({ rule }) => `${scenario.id}/${scenario.name}/${path}: ${rule}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test.for(finished)('show $card.name biting twice and staying silent in each of its languages', ({ card, kinds }) => {
    const own = scenarios.filter(({ id }) => card.pitfalls.includes(id));
    const problems = kinds.flatMap((kind) => {
      const of = (wanted: boolean) =>
        own.filter(
          (scenario) =>
            scenario.name.startsWith('ok-') !== wanted &&
            scenario.files.some(({ path }) => setupsFor(path).some((setup) => setup.kind === kind)),
        );
      const biting = of(true).filter((scenario) =>
        scenario.files.some(
          ({ path, markers }) => setupsFor(path).some((setup) => setup.kind === kind) && markers.some(({ rule }) => rule === card.name),
        ),
      );
      return [
        ...(biting.length < 2 ? [`${card.name}: ${String(biting.length)} scenarios bite in ${kind}`] : []),
        ...(of(false).length < 1 ? [`${card.name}: no ok- scenario in ${kind}`] : []),
      ];
    });
    expect(problems).toEqual([]);
  });

  test.for(finished)('show every message and suggestion of $card.name', ({ card, kinds }) => {
    const shown = new Set<string>();
    for (const scenario of scenarios.filter(({ id }) => card.pitfalls.includes(id))) {
      for (const file of scenario.files) {
        const setup = setupsFor(file.path).at(0);
        if (!setup || !kinds.includes(setup.kind)) continue;
        for (const message of lintFixture(scenario, file, setup)) {
          if (message.ruleId !== `pitfalls/${card.name}`) continue;
          if (message.messageId !== undefined) shown.add(message.messageId);
          for (const { messageId } of message.suggestions ?? []) if (messageId !== undefined) shown.add(messageId);
        }
      }
    }
    expect(Object.keys({ ...card.messages, ...card.suggestions }).filter((id) => !shown.has(id))).toEqual([]);
  });
});

function promises(scenario: (typeof scenarios)[number], rule: string): boolean {
  return scenario.files.some(({ markers }) => markers.some((marker) => marker.kind === 'expect' && marker.rule === rule));
}
