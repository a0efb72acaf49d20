import type { Detector, DetectorContext } from '../language/detector.ts';
import type { Visitor } from './nodes.ts';
import type { PythonSource } from './source-code.ts';

export type PythonContext<MessageId extends string, Options = unknown> = DetectorContext<PythonSource, MessageId, Options>;
export type PythonDetector<MessageId extends string, Options = unknown> = Detector<PythonSource, Visitor, MessageId, Options>;
