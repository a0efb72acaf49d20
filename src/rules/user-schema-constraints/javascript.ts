import type { Suggestion } from '../../language/detector.ts';
import { firstLineOf } from '../../language/first-line.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import { stringOf } from '../../javascript/expressions.ts';
import { modelOfCall, modelOfClass, type JavaScriptField, type JavaScriptModel } from '../../javascript/models.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { columnDecorators } from '../../javascript/knowledge/models.ts';
import { tablesMadeIn } from '../../sql/create-table.ts';
import { HOLE } from '../../sql/tokens.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { complaintsAbout, foldsCase, hashLengthIn, isMigration, type Message, type Options } from './login-table.ts';
import { modelOfTable } from './table-in-text.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: ['mail', 'password', 'Password', 'passwd', 'pwd'],
  alsoMentions: ['Entity', 'Schema', 'define(', 'init(', 'Table', 'CREATE TABLE', 'create table'],
  visit: ({ source, options, path, mentions, report }) => {
    // The tables of a test are filled by the test; a migration does not tell what a later one adds.
    if (isTestFile(path) || isMigration(path)) return {};
    const { text } = source;
    const hasTables = mentions('CREATE TABLE') || mentions('create table');
    const hasClasses = mentions('Entity') || mentions('Schema') || mentions('Table');

    function surroundings() {
      return { foldsCase: foldsCase(text), hashLength: hashLengthIn(text), hasOtherLogin: false };
    }

    function checkModel(model: JavaScriptModel | undefined): void {
      if (!model) return;
      for (const { message, field, data } of complaintsAbout(model, surroundings(), options)) {
        report({ node: field.node, message, data, suggest: message === 'duplicateEmail' ? declareUnique(model, field, source) : [] });
      }
    }

    function checkText(node: JavaScript.Node, sql: string): void {
      if (!/create\s{1,8}(?:\w{1,20}\s{1,8})?table/iu.test(sql)) return;
      for (const table of tablesMadeIn(sql)) {
        for (const { message, data } of complaintsAbout(modelOfTable(table, node), surroundings(), options)) {
          report({ loc: firstLineOf(node.loc, source.lines), message, data });
        }
      }
    }

    return {
      ...(hasClasses && {
        ClassDeclaration(node: JavaScript.ClassDeclaration) {
          checkModel(modelOfClass(node, source));
        },
      }),
      ...((mentions('define(') || mentions('init(') || mentions('Schema') || mentions('Table')) && {
        CallExpression(node: JavaScript.CallExpression) {
          checkModel(modelOfCall(node, source));
        },
        NewExpression(node: JavaScript.NewExpression) {
          checkModel(modelOfCall(node, source));
        },
      }),
      ...(hasTables && {
        Literal(node: JavaScript.Literal) {
          checkText(node, stringOf(node) ?? '');
        },
        TemplateLiteral(node: JavaScript.TemplateLiteral) {
          checkText(node, node.quasis.map(({ value }) => value.cooked).join(HOLE));
        },
      }),
    };
  },
};

/** `unique: true` among the options of a column, or `.unique()` behind it. */
function declareUnique({ orm }: JavaScriptModel, { node, value }: JavaScriptField, source: JavaScriptSource): Suggestion<Message>[] {
  const edit = uniqueEdit(orm === 'drizzle', node, value);
  return edit ? [{ message: 'declareUnique', fix: (fixer) => fixer.insertTextAfterRange(edit.after, edit.text) }] : [];

  function uniqueEdit(isChain: boolean, key: JavaScript.Node, declared: JavaScript.Node | null) {
    if (isChain) return declared && { after: declared.range, text: '.unique()' };
    if (declared?.type === Kind.ObjectExpression) {
      const last = declared.properties.at(-1);
      if (last) return { after: last.range, text: ', unique: true' };
      return { after: [declared.range[0], declared.range[0] + 1] as const, text: ' unique: true ' };
    }
    const member = key.parent;
    const column = member && decoratorsOf(member).find(({ name }) => columnDecorators.has(name));
    // `@Column()` without anything between its brackets.
    if (column?.arguments.length !== 0) return null;
    const [start, end] = column.node.range;
    return source.text.slice(start, end).endsWith('()') ? { after: [start, end - 1] as const, text: '{ unique: true }' } : null;
  }
}
