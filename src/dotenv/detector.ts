import type { Detector, DetectorContext } from '../language/detector.ts';
import type { DotenvSource } from './source-code.ts';
import type * as Dotenv from './nodes.ts';

export type DotenvContext<MessageId extends string, Options = unknown> = DetectorContext<DotenvSource, MessageId, Options>;
export type DotenvDetector<MessageId extends string, Options = unknown> = Detector<DotenvSource, Dotenv.Visitor, MessageId, Options>;
