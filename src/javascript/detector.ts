import type { TSESLint } from '@typescript-eslint/utils';
import type { Detector, DetectorContext } from '../language/detector.ts';

/** The SourceCode of the user's own parser: espree, @typescript-eslint/parser, or our Babel adapter. */
export type JavaScriptSource = Readonly<TSESLint.SourceCode>;
export type JavaScriptContext<MessageId extends string, Options = unknown> = DetectorContext<JavaScriptSource, MessageId, Options>;
export type JavaScriptDetector<MessageId extends string, Options = unknown> = Detector<
  JavaScriptSource,
  TSESLint.RuleListener,
  MessageId,
  Options
>;
