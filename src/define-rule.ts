import type { Rule } from 'eslint';
import type { DotenvDetector } from './dotenv/detector.ts';
import type { JavaScriptDetector } from './javascript/detector.ts';
import type { Detector } from './language/detector.ts';
import { guard, type AnyVisitor } from './language/guard.ts';
import { kindOf, languageNames, type FileKind, type KindedSource } from './language/kind.ts';
import { declareMentions, mentionsIn } from './language/mentions.ts';
import { relativePath } from './language/path.ts';
import { timed } from './language/stopwatch.ts';
import { projectOf } from './project/projects.ts';
import type { OptionCards, OptionsOf } from './options.ts';
import type { PythonDetector } from './python/detector.ts';
import type { YamlDetector } from './yaml/detector.ts';

/** `certain`: a finding is a defect. `likely`: usually one, a reviewer decides. `hint`: for an audit afternoon. */
export type Level = 'certain' | 'likely' | 'hint';

export type Stage = 'preview' | 'stable';

interface Detectors<MessageId extends string, Options> {
  readonly python?: PythonDetector<MessageId, Options>;
  readonly javascript?: JavaScriptDetector<MessageId, Options>;
  readonly yaml?: YamlDetector<MessageId, Options>;
  readonly dotenv?: DotenvDetector<MessageId, Options>;
}

/** All of a rule but its detectors: its name, the pitfalls it enforces, its words and options. No syntax tree in it. */
export interface Card<MessageId extends string = string, SuggestionId extends string = string, Cards extends OptionCards = OptionCards> {
  /** Named for the defect, so that it reads well in a disable comment. */
  readonly name: string;
  /** What it was called in earlier versions, the oldest name first: settings and baselines may still say so. */
  readonly formerly?: readonly string[];
  /** The version that brought it; where nothing is said, the first one. */
  readonly since?: string;
  /** In `preview` it is on in the preset `all` only, whatever its level: for a minor version, unless it came with the first one. */
  readonly stage?: Stage;
  /** The IDs of the registry entries it enforces. */
  readonly pitfalls: readonly string[];
  readonly summary: string;
  readonly level: Level;
  /** What the code does, what follows, and the way out. */
  readonly messages: Readonly<Record<MessageId, string>>;
  /** What a click in the editor would do. */
  readonly suggestions?: Readonly<Record<SuggestionId, string>>;
  readonly fixable?: boolean;
  readonly options?: Cards;
  readonly detectors: Detectors<NoInfer<MessageId | SuggestionId>, OptionsOf<Cards>>;
}

export interface PitfallRule extends Rule.RuleModule {
  readonly card: Card;
  readonly kinds: readonly FileKind[];
  readonly since: string;
  readonly stage: Stage;
}

const FIRST_VERSION = '0.1.0';

const PAGES = 'https://github.com/eslint-plugin-pitfalls/eslint-plugin-pitfalls/blob/main/docs/rules';

/** Turns a card into an ESLint rule; the only place that knows both shapes. */
export function defineRule<
  MessageId extends string,
  SuggestionId extends string = never,
  const Cards extends OptionCards = Record<string, never>,
>(typedCard: Card<MessageId, SuggestionId, Cards>): PitfallRule {
  // From here on message IDs and options are plain data; their types have done their work in the rule's folder.
  const card = typedCard as unknown as Card;
  const kinds = Object.keys(card.detectors) as FileKind[];
  for (const kind of kinds) {
    const { mentions = [], alsoMentions = [] } = card.detectors[kind] as AnyDetector;
    declareMentions(kind, [...mentions, ...alsoMentions]);
  }
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
  return { card, kinds, since, stage, meta, create: (context) => createListeners(card, defaults, context) as Rule.RuleListener };
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

function createListeners(card: Card, defaults: Readonly<Record<string, unknown>>, context: Rule.RuleContext): AnyVisitor {
  const source = context.sourceCode as unknown as AnySource;
  const kind = kindOf(source);
  const detector = kind && (card.detectors[kind] as AnyDetector | undefined);
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

interface AnySource extends KindedSource {
  readonly text: string;
  readonly declare?: (selectors: readonly string[]) => void;
}

type AnyDetector = Detector<AnySource, AnyVisitor, string, Readonly<Record<string, unknown>>>;

function optionsOf(defaults: Readonly<Record<string, unknown>>, given: unknown): Readonly<Record<string, unknown>> {
  return given === undefined ? defaults : { ...defaults, ...(given as Record<string, unknown>) };
}
