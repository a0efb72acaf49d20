import type { Detector, DetectorContext } from '../language/detector.ts';
import type * as Dockerfile from './nodes.ts';
import type { DockerfileSource } from './source-code.ts';

export type DockerfileContext<MessageId extends string, Options = unknown> = DetectorContext<DockerfileSource, MessageId, Options>;
export type DockerfileDetector<MessageId extends string, Options = unknown> = Detector<
  DockerfileSource,
  Dockerfile.Visitor,
  MessageId,
  Options
>;
