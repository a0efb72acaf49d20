import type { JavaScriptSource } from './detector.ts';
import { importedModules } from './modules.ts';
import type { JavaScript } from './nodes.ts';
import { Kind } from './nodes.ts';
import type { Variable } from './scopes.ts';

const FRAMEWORKS = ['react', 'preact', 'vue', 'svelte', 'solid-js', '@angular/core', 'react-native', '@vue/composition-api'];

/** Is this a file of components or hooks: does it import what they are made with? */
export function isInterface({ ast }: JavaScriptSource): boolean {
  return importedModules(ast).some((name) => FRAMEWORKS.some((framework) => name === framework || name.startsWith(`${framework}/`)));
}

/** The function that sets a state of errors (`setError` of `useState`), where the node can call it. */
export function errorSetter(node: JavaScript.Node, source: JavaScriptSource): Variable | undefined {
  for (let scope: ReturnType<JavaScriptSource['getScope']> | null = source.getScope(node); scope; scope = scope.upper) {
    const found = scope.variables.find(
      ({ name, defs }) =>
        /^set(?:\w*[a-z])?Error(?:Message)?$/u.test(name) && (defs[0]?.node.type as string | undefined) === Kind.VariableDeclarator,
    );
    if (found) return found;
  }
  return undefined;
}
