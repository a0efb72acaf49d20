import type { AST } from 'yaml-eslint-parser';

/**
 * The scope of a file that has none. The root of the YAML tree is called `Program`, so rules for JavaScript do wake up on
 * it when a careless configuration lets them; with this they find no variable and stay silent instead of crashing.
 */
export function noScope(block: AST.YAMLProgram) {
  const scope = {
    type: 'global',
    block,
    isStrict: false,
    functionExpressionScope: false,
    upper: null,
    childScopes: [],
    references: [],
    through: [],
    variables: [],
    set: new Map<string, never>(),
    implicit: { variables: [], set: new Map<string, never>() },
  };
  return Object.assign(scope, { variableScope: scope });
}

export type NoScope = ReturnType<typeof noScope>;

export function noScopes(scope: NoScope) {
  return {
    scopes: [scope],
    globalScope: scope,
    acquire: () => scope,
    getDeclaredVariables: () => [],
    addGlobals: () => undefined,
  };
}
