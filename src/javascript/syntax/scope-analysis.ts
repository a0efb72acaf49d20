import type * as ScopeManagerPackage from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';

import { parserModule } from '../../language/parsers.ts';
import type { LooseNode } from './loose-node.ts';
import { scopeKeys } from './visitor-keys.ts';

let scopeManager: typeof ScopeManagerPackage | undefined;

export interface ScopeOptions {
  /** TypeScript knows the names of its libraries (`Promise`, `Partial`); for JavaScript ESLint's `globals` say which there are. */
  readonly typescript: boolean;
  /** A CommonJS module is a function: its top-level names are not the program's. */
  readonly commonjs: boolean;
}

/** The scopes of a tree; of one that cannot be analysed, an empty global scope, so that what needs no scope still works. */
export function scopesOf(program: LooseNode, { typescript, commonjs }: ScopeOptions): ScopeManagerPackage.ScopeManager {
  scopeManager ??= parserModule('scope-manager') as typeof ScopeManagerPackage;
  const { analyze } = scopeManager;
  const options: ScopeManagerPackage.AnalyzeOptions = {
    childVisitorKeys: scopeKeys,
    globalReturn: commonjs,
    sourceType: program.sourceType === 'module' ? 'module' : 'script',
    ...(typescript ? {} : { lib: [] }),
  };
  try {
    return analyze(program as unknown as TSESTree.Program, options);
  } catch (error) {
    // Too deep for the analysis is too deep for ESLint's own walk, and no scopes would help there.
    if (error instanceof RangeError) throw error;
    const { body } = program;
    program.body = [];
    try {
      return analyze(program as unknown as TSESTree.Program, options);
    } finally {
      program.body = body;
    }
  }
}
