import type { Detector, DetectorContext } from '../language/detector.ts';
import type * as Shell from './nodes.ts';
import type { ShellSource } from './source-code.ts';

export type ShellContext<MessageId extends string, Options = unknown> = DetectorContext<ShellSource, MessageId, Options>;
export type ShellDetector<MessageId extends string, Options = unknown> = Detector<ShellSource, Shell.Visitor, MessageId, Options>;
