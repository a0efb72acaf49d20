import type { Rule } from 'eslint';
import type { Card, Stage } from './card.ts';
import type { AnySource, DetectorsByKind } from './language/detector.ts';
import { guard, type AnyVisitor } from './language/guard.ts';
import { kindOf, languageNames, type FileKind } from './language/kind.ts';
import { mentionsIn } from './language/mentions.ts';
import { relativePath } from './language/path.ts';
import { timed } from './language/stopwatch.ts';
import { projectOf } from './project/projects.ts';

export interface PitfallRule extends Rule.RuleModule {
  readonly card: Card;
  readonly detectors: DetectorsByKind;
  readonly kinds: readonly FileKind[];
  readonly since: string;
  readonly stage: Stage;
}

const FIRST_VERSION = '0.1.0';

const PAGES = 'https://github.com/eslint-plugin-pitfalls/eslint-plugin-pitfalls/blob/main/docs/rules';

/** Turns a card and its detectors into an ESLint rule; the only place that knows both shapes. */
export function ruleFrom(card: Card, detectors: DetectorsByKind): PitfallRule {
  const kinds = Object.keys(detectors) as FileKind[];
  const meta = {
    type: 'problem' as const,
    docs: { description: card.summary, url: `${PAGES}/${card.name}.md`, recommended: card.level !== 'hint' && card.stage !== 'preview' },
    languages: kinds.flatMap((kind) => languageNames[kind]),
    messages: { ...card.messages, ...card.suggestions },
    schema: schemaOf(card),
    // In files with `#` comments every finding may be accepted with a click.
    hasSuggestions: card.suggestions !== undefined || kinds.some((kind) => kind !== 'javascript'),
    ...(card.fixable === true ? { fixable: 'code' as const } : {}),
  };
  const defaults: Record<string, unknown> = Object.fromEntries(
    Object.entries(card.options ?? {}).map(([name, option]) => [name, option.default]),
  );
  const { since = FIRST_VERSION, stage = 'stable' } = card;
  const rule: PitfallRule = {
    ...{ card, detectors, kinds, since, stage, meta },
    create: (context) => createListeners(rule, defaults, context) as Rule.RuleListener,
  };
  return rule;
}

const paths = new WeakMap<object, string>();

/** The same string for all rules, so that what they remember of it is found quickly. */
function pathOf({ cwd, filename }: Rule.RuleContext, source: object): string {
  let path = paths.get(source);
  if (path === undefined) paths.set(source, (path = relativePath(cwd, filename)));
  return path;
}

function schemaOf({ options }: Card): object[] {
  if (!options) return [];
  const properties = Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema]));
  return [{ type: 'object', properties, additionalProperties: false }];
}

function createListeners(
  { card, detectors }: PitfallRule,
  defaults: Readonly<Record<string, unknown>>,
  context: Rule.RuleContext,
): AnyVisitor {
  const source = context.sourceCode as unknown as AnySource;
  const kind = kindOf(source);
  const detector = kind && detectors[kind];
  // ESLint before 10.2 does not read `meta.languages`, so a rule may meet a file it has no detector for.
  if (!detector) return {};
  const mentions = mentionsIn(kind, source);
  if (detector.mentions && !detector.mentions.some((mention) => mentions.has(mention))) return {};
  const guarded = guard(card.name, context);
  // Also tells the readers' questions which files lie around this one.
  const project = projectOf(context, source);
  const create = timed('rules', card.name, () =>
    detector.visit({
      source,
      options: optionsOf(defaults, context.options[0]),
      path: pathOf(context, source),
      file: context.filename,
      mentions: (mention) => mentions.has(mention),
      project,
      report: (finding) => {
        guarded.report(finding);
      },
    }),
  );
  const visitor = guarded.run('create', create);
  if (!visitor) return {};
  source.declare?.(Object.keys(visitor));
  return guarded.wrap(visitor);
}

function optionsOf(defaults: Readonly<Record<string, unknown>>, given: unknown): Readonly<Record<string, unknown>> {
  return given === undefined ? defaults : { ...defaults, ...(given as Record<string, unknown>) };
}
