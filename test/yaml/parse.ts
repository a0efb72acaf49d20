import type { AST } from 'yaml-eslint-parser';
import { language } from '../../src/yaml/language.ts';

export function parse(text: string): AST.YAMLProgram {
  const result = language.parse({ body: text });
  if (!result.ast) throw new Error(JSON.stringify(result.errors));
  return result.ast;
}
