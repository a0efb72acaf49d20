import type { Detector, DetectorContext } from '../language/detector.ts';
import type * as Markdown from './nodes.ts';
import type { MarkdownSource } from './source-code.ts';

export type MarkdownContext<MessageId extends string, Options = unknown> = DetectorContext<MarkdownSource, MessageId, Options>;
export type MarkdownDetector<MessageId extends string, Options = unknown> = Detector<MarkdownSource, Markdown.Visitor, MessageId, Options>;
