import type { AST } from 'yaml-eslint-parser';
import type { Detector, DetectorContext } from '../language/detector.ts';

/** A YAML file, through our language or through eslint-plugin-yml's: both have this tree. */
export interface YamlSource {
  readonly text: string;
  readonly ast: AST.YAMLProgram;
  getText(node: AST.YAMLNode): string;
}

export type YamlVisitor = { [Node in AST.YAMLNode as Node['type']]?: (node: Node) => void } & {
  [Node in AST.YAMLNode as `${Node['type']}:exit`]?: (node: Node) => void;
};

export type YamlContext<MessageId extends string, Options = unknown> = DetectorContext<YamlSource, MessageId, Options>;
export type YamlDetector<MessageId extends string, Options = unknown> = Detector<YamlSource, YamlVisitor, MessageId, Options>;
