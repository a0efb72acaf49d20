import type { AST } from 'yaml-eslint-parser';
import type { Location, Range } from '../../language/position.ts';
import { documentsOf, entriesOf, itemsOf, scalarText, valueAt, valueOf, type Entry, type Value, type Written } from '../values.ts';

/** One container that a Compose file describes. */
export interface Service {
  readonly name: string;
  /** Where its name stands. */
  readonly nameNode: AST.YAMLScalar;
  readonly node: AST.YAMLMapping;
  readonly environment: readonly EnvironmentEntry[];
  /** The directory the program starts in, if the file says so. */
  readonly workingDirectory: Setting | null;
}

export interface Setting {
  readonly text: string;
  readonly node: AST.YAMLScalar;
}

/** One variable of a service's environment. */
export interface EnvironmentEntry {
  readonly name: string;
  /** `null` where the variable is handed through from outside. */
  readonly value: string | null;
  /** The value (`KEY: value`), or the whole item (`- KEY=value`), or the key alone. */
  readonly node: AST.YAMLScalar;
  /** Exactly the value; where the file writes it with escapes, the whole node. */
  readonly range: Range;
  readonly loc: Location;
}

const COMPOSE_NAME = /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/iu;
/** Keys beside `services` that only other tools have. */
const OTHER_TOOLS = new Set(['steps', 'pipeline', 'jobs', 'stages', 'on']);

/** Is this a file for Docker Compose, by its name or by its services? */
export function isComposeFile(path: string, program: AST.YAMLProgram): boolean {
  if (COMPOSE_NAME.test(path)) return true;
  return documentsOf(program).some((root) => {
    const keys = entriesOf(root).map(({ key }) => key);
    return !keys.some((key) => OTHER_TOOLS.has(key)) && entriesOf(valueAt(root, 'services')).some(({ value }) => runsImage(value));
  });
}

function runsImage(service: Written): boolean {
  return entriesOf(service).some(({ key }) => key === 'image' || key === 'build');
}

/** Which services does a Compose file describe? */
export function servicesOf(program: AST.YAMLProgram): readonly Service[] {
  return documentsOf(program).flatMap((root) => entriesOf(valueAt(root, 'services')).flatMap(serviceIn));
}

function serviceIn({ key: name, keyNode: nameNode, value: written }: Entry): Service[] {
  const node = valueOf(written);
  if (node?.type !== 'YAMLMapping') return [];
  return [
    {
      name,
      nameNode,
      node,
      environment: environmentIn(valueAt(written, 'environment')),
      workingDirectory: settingIn(valueAt(written, 'working_dir')),
    },
  ];
}

function settingIn(written: Written): Setting | null {
  const node = valueOf(written);
  const text = scalarText(written);
  return node?.type === 'YAMLScalar' && text !== null ? { text, node } : null;
}

function environmentIn(written: Written): EnvironmentEntry[] {
  if (valueOf(written)?.type === 'YAMLSequence') return itemsOf(written).flatMap((item) => itemEntry(valueOf(item), scalarText(item)));
  return entriesOf(written).map(({ key: name, keyNode, value }) => {
    const node = valueOf(value);
    return node?.type === 'YAMLScalar'
      ? { name, value: scalarText(value), node, ...place(node, 0) }
      : { name, value: null, node: keyNode, ...place(keyNode, 0) };
  });
}

function itemEntry(node: Value | null, text: string | null): EnvironmentEntry[] {
  if (node?.type !== 'YAMLScalar' || text === null) return [];
  const equals = text.indexOf('=');
  if (equals < 0) return [{ name: text, value: null, node, ...place(node, 0) }];
  return [{ name: text.slice(0, equals), value: text.slice(equals + 1), node, ...place(node, equals + 1) }];
}

/** Where the text of a scalar stands from its `skip`th character on, if the file writes it as it is read. */
function place(node: AST.YAMLScalar, skip: number): { range: Range; loc: Location } {
  const { range, loc } = node;
  if (skip === 0 || !('raw' in node) || loc.start.line !== loc.end.line) return { range, loc };
  const quote = node.style === 'plain' ? 0 : 1;
  if (node.raw.slice(quote, node.raw.length - quote) !== node.strValue) return { range, loc };
  const before = quote + skip;
  return {
    range: [range[0] + before, range[1] - quote],
    loc: {
      start: { line: loc.start.line, column: loc.start.column + before },
      end: { line: loc.end.line, column: loc.end.column - quote },
    },
  };
}
