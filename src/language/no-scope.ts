/**
 * The scope of a file that has none, for rules for JavaScript that a careless configuration lets loose on it: they find no
 * variable and stay silent instead of crashing.
 */
export function noScope(block: object) {
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
