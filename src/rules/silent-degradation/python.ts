import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { failedSetup, traceOf } from '../../python/failed-setups.ts';
import { enclosingFunction } from '../../python/functions.ts';
import * as Handlers from '../../python/handlers.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { namesDefaults, namesSettings } from '../../vocabulary/set-up-names.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, Options, SuggestionId } from './degrading.ts';

type Ids = MessageId | SuggestionId;

export const python: PythonDetector<Ids, Options> = {
  mentions: ['except'],
  visit: (context) => {
    if (isTestFile(context.path)) return {};
    return {
      except_clause(clause) {
        judge(clause, context);
      },
    };
  },
};

function judge(clause: Python.ExceptClause, { report, options }: PythonContext<Ids, Options>): void {
  const place = (clause.tokens[0] as Python.Node | undefined) ?? clause;
  const setup = failedSetup(clause);
  const value = setup || !options.fallbackConfig ? null : defaultsIn(clause);
  const trace = setup || value ? traceOf(clause) : null;
  if (trace === null) return;
  if (setup)
    report({
      node: place,
      message: 'leftEmpty',
      data: { name: setup.name.slice(-LONGEST), value: setup.value, trace },
      suggest: letItOut(clause),
    });
  else if (value)
    report({ node: place, message: 'fallbackConfig', data: { value: value.text.replace(/\s+/gu, ' ').slice(0, LONGEST), trace } });
}

const LONGEST = 30;

/** What a handler gives in place of settings that cannot be read. */
function defaultsIn(clause: Python.ExceptClause): Python.Node | null {
  const last = parts(Handlers.handlerBody(clause) ?? clause).at(-1);
  const [value] = last?.type === 'return_statement' ? parts(last) : [];
  if (!value) return null;
  const definition = enclosingFunction(clause);
  if (!definition || !namesSettings(definition.name.text) || !isDefaults(value)) return null;
  // A file that is not there sets nothing.
  if (!isReadFailure(clause)) return null;
  const { effects } = Handlers.outcomeOf(clause);
  return effects.raisesAgain || effects.raisesAnother || effects.tells ? null : value;
}

function isDefaults(value: Python.Node): boolean {
  const node = unwrap(value);
  if (node.type === 'dictionary') return parts(node).length > 0;
  if (node.type === 'call') {
    const name = lastName(node.function) ?? '';
    return (
      namesDefaults(name) ||
      (/^[A-Z]\w*(?:Config|Settings|Rules|Policy|State|Options)$/u.test(name) && node.arguments.children.length === 0) ||
      (name === 'copy' && namesDefaults(node.function.text))
    );
  }
  return /^(?:identifier|attribute|subscript)$/u.test(node.type) && namesDefaults(lastName(node) ?? '');
}

function isReadFailure(clause: Python.ExceptClause): boolean {
  if (Handlers.breadth(clause) !== null) return true;
  return Handlers.caughtTypes(clause).some((type) =>
    /^(?:OSError|IOError|JSONDecodeError|YAMLError|TOMLDecodeError|ParserError|ValidationError|TypeError)$/u.test(lastName(type) ?? ''),
  );
}

function letItOut(clause: Python.ExceptClause): Suggestion<Ids>[] {
  const last = parts(Handlers.handlerBody(clause) ?? clause).at(-1);
  if (!last || last.loc.start.line === clause.loc.start.line || last.type === 'pass_statement') return [];
  const { text } = clause.tree;
  const indent = text.slice(text.lastIndexOf('\n', last.range[0] - 1) + 1, last.range[0]);
  if (indent.trim() !== '') return [];
  return [{ message: 'letItOut', fix: (fixer) => fixer.insertTextAfterRange(last.range, `\n${indent}raise`) }];
}
