import type { PythonDetector } from '../../python/detector.ts';
import { models, type PythonModel } from '../../python/models.ts';
import type * as Python from '../../python/nodes.ts';
import { piecesOf } from '../../python/strings.ts';
import { stringsHolding } from '../../python/strings-found.ts';
import { basesWithLogin } from '../../python/knowledge/models.ts';
import { firstLineOf } from '../../language/first-line.ts';
import type { Suggestion } from '../../language/detector.ts';
import { tablesMadeIn } from '../../sql/create-table.ts';
import { HOLE } from '../../sql/tokens.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { complaintsAbout, foldsCase, hashLengthIn, isMigration, type Message, type Options } from './login-table.ts';
import { modelOfTable } from './table-in-text.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: ['mail', 'passw', 'pass_hash', 'pwd', 'pw_hash'],
  alsoMentions: ['Column', 'mapped_column', 'Mapped', 'Field', 'CREATE TABLE', 'create table'],
  visit: ({ source, options, path, mentions, report }) => {
    const hasModels = mentions('Column') || mentions('mapped_column') || mentions('Mapped') || mentions('Field');
    const hasTables = mentions('CREATE TABLE') || mentions('create table');
    // The tables of a test are filled by the test; a migration does not tell what a later one adds.
    if ((!hasModels && !hasTables) || isTestFile(path) || isMigration(path)) return {};
    const { text } = source;

    return {
      module() {
        if (hasModels) for (const model of models(source.tree)) checkModel(model);
        if (hasTables) for (const string of stringsHolding(source.tree, /create\s{1,8}(?:\w{1,20}\s{1,8})?table/giu)) checkTables(string);
      },
    };

    function surroundings(hasOtherLogin: boolean) {
      return { foldsCase: foldsCase(text), hashLength: hashLengthIn(text), hasOtherLogin };
    }

    function checkModel(model: PythonModel): void {
      const hasOtherLogin = model.info?.bases.some(({ text: base }) => basesWithLogin.has(base?.split('.').at(-1) ?? '')) ?? false;
      for (const { message, field, data } of complaintsAbout(model, surroundings(hasOtherLogin), options)) {
        // A field that a base brings is the base's to mend, and is told once.
        if (model.info && !model.info.lineage().some(({ node }) => node.contains(field.node))) continue;
        report({ node: field.node, message, data, suggest: message === 'duplicateEmail' ? declareUnique(field.value) : [] });
      }
    }

    function checkTables(string: Python.String): void {
      const sql = piecesOf(string)
        .map((piece) => ('text' in piece ? piece.text : HOLE))
        .join('');
      for (const table of tablesMadeIn(sql)) {
        const model = modelOfTable(table, string);
        // SQLite and MySQL without its strict mode take any length; the types of SQL in a text are not judged further.
        for (const { message, data } of complaintsAbout(model, surroundings(false), options)) {
          report({ loc: firstLineOf(string.loc, source.lines), message, data });
        }
      }
    }
  },
};

/** `unique=True` behind the other arguments of a column. */
function declareUnique(value: Python.Node | null): Suggestion<Message>[] {
  if (value?.type !== 'call') return [];
  const list = value.arguments;
  const last = list.children.findLast(({ type }) => type !== 'comment');
  if (list.type !== 'argument_list') return [];
  const at: readonly [number, number] = last ? last.range : [list.range[0], list.range[1] - 1];
  return [{ message: 'declareUnique', fix: (fixer) => fixer.insertTextAfterRange(at, last ? ', unique=True' : 'unique=True') }];
}
