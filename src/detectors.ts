import type { Card } from './card.ts';
import type { DockerfileDetector } from './dockerfile/detector.ts';
import type { DotenvDetector } from './dotenv/detector.ts';
import type { JavaScriptDetector } from './javascript/detector.ts';
import type { FileKind } from './language/kind.ts';
import type { MarkdownDetector } from './markdown/detector.ts';
import type { OptionCards, OptionsOf } from './options.ts';
import type { PythonDetector } from './python/detector.ts';
import type { ShellDetector } from './shell/detector.ts';
import type { YamlDetector } from './yaml/detector.ts';

/** What may look at each kind of file for a rule with such messages and options. */
export interface Detectors<MessageId extends string, Options> {
  readonly python?: PythonDetector<MessageId, Options>;
  readonly javascript?: JavaScriptDetector<MessageId, Options>;
  readonly yaml?: YamlDetector<MessageId, Options>;
  readonly dotenv?: DotenvDetector<MessageId, Options>;
  readonly dockerfile?: DockerfileDetector<MessageId, Options>;
  readonly markdown?: MarkdownDetector<MessageId, Options>;
  readonly shell?: ShellDetector<MessageId, Options>;
}

/** The detector that a card asks for: it says what the card has words for, and knows its options. */
export type DetectorFor<Kind extends FileKind, Given> =
  Given extends Card<infer MessageId, infer SuggestionId, infer Cards extends OptionCards>
    ? NonNullable<Detectors<MessageId | SuggestionId, OptionsOf<Cards>>[Kind]>
    : never;
