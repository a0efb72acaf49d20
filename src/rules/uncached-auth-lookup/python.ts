import { argument, methodName } from '../../python/calls.ts';
import { classOfMethod } from '../../python/classes.ts';
import { moduleOf } from '../../python/columns.ts';
import { decorators, withDecorators } from '../../python/decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { callsOf, localFunction } from '../../python/functions.ts';
import { modelAsked } from '../../python/models.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { builtText } from '../../python/texts.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { keepsTokens, looksIntoCache, runsForEachRequest, tokenTableIn, type Message } from './lookup.ts';

export const python: PythonDetector<Message> = {
  mentions: ['lacklist', 'locklist', 'enylist', 'evoked', 'Session)', 'session', 'Token'],
  alsoMentions: ['query', 'objects', 'select(', 'execute', '.get('],
  visit: ({ source, path, mentions, report }) => {
    if (isTestFile(path) || !['query', 'objects', 'select(', 'execute', '.get('].some((word) => mentions(word))) return {};
    const told = new Set<Python.Node>();

    return {
      module() {
        for (const definition of moduleOf(source.tree).descendants('function_definition')) if (isGuard(definition)) check(definition);
      },
    };

    function check(guard: Python.FunctionDefinition): void {
      // A cache that is asked first, or one around the function.
      if (looksIntoCache(withDecorators(guard).text)) return;
      for (const call of callsOf(guard)) {
        const helper = localFunction(call);
        const inner = helper && helper !== guard && !looksIntoCache(withDecorators(helper).text) ? callsOf(helper) : [];
        const found = [call, ...inner].map((each) => ({ each, store: storeAsked(each) })).find(({ store }) => store !== null);
        if (typeof found?.store !== 'string') continue;
        if (!told.has(found.each)) report({ node: found.each.function, message: 'uncached', data: { store: found.store } });
        told.add(found.each);
        return;
      }
    }
  },
};

/** By its name, as the check of a token that Flask-JWT-Extended is given, or as the entry of a class that authenticates. */
function isGuard(definition: Python.FunctionDefinition): boolean {
  const name = definition.name.text;
  if (
    runsForEachRequest(name) ||
    decorators(definition).some((decorator) => /token_in_block?c?k?list_loader|token_in_blacklist_loader/u.test(decorator.lastName ?? ''))
  )
    return true;
  const owner = classOfMethod(definition);
  return owner !== null && /^(?:dispatch|__call__|process_request|authenticate)$/u.test(name) && owner.name.text.includes('Auth');
}

/** The model or table of tokens that a call asks the database for. */
function storeAsked(call: Python.Call): string | null {
  const method = methodName(call) ?? lastName(call.function) ?? '';
  if (method === 'execute' || method === 'fetch_one' || method === 'fetchrow' || method === 'fetchval' || method === 'execute_one') {
    const first = argument(call, { position: 0 });
    const text = first && first !== 'unknown' ? builtText(first) : null;
    return text ? tokenTableIn(text.map((part) => ('text' in part ? part.text : 'x')).join('')) : null;
  }
  const model = modelAsked(call);
  // `Session` alone is SQLAlchemy's own.
  return model !== null && model !== 'Session' && /^[A-Z]/u.test(model) && model !== model.toUpperCase() && keepsTokens(model)
    ? model
    : null;
}
