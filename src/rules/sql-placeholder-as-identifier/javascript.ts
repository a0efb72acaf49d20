import { methodName } from '../../javascript/calls.ts';
import { outermostText } from '../../javascript/built-texts.ts';
import { isSafeTag } from '../../javascript/database-calls.ts';
import { constantText } from '../../javascript/constants.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { memberName, unwrap } from '../../javascript/expressions.ts';
import { declaredType } from '../../javascript/fields.ts';
import { importedModules } from '../../javascript/modules.ts';
import { dottedText, qualifiedName } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { definitionOf, kindOf, variableOf } from '../../javascript/scopes.ts';
import { builtText } from '../../javascript/texts.ts';
import { isUserInput } from '../../javascript/user-input.ts';
import { firstLineOf } from '../../language/first-line.ts';
import { misplacedPlaceholders } from '../../sql/misplaced-placeholders.ts';
import { HOLE } from '../../sql/tokens.ts';
import { namesSchemaObject } from '../../sql/piece-names.ts';
import { firstMisplaced, isPasteMark, isSurelySql, isSurePiece, isSuspicious, mentions, wordsFor, type Message } from './worst-place.ts';

export const javascript: JavaScriptDetector<Message> = {
  mentions,
  visit: ({ source, report }) => {
    // AlaSQL really reads its rows from `FROM ?`.
    if (importedModules(source.ast).some((module) => module.startsWith('alasql'))) return {};
    const judged = new Set<JavaScript.Node>();

    return {
      Literal(node) {
        if (typeof node.value === 'string' && isSuspicious(node.value)) judge(node);
      },
      TemplateLiteral(node) {
        if (node.parent.type === Kind.TaggedTemplateExpression) judgeTagged(node, node.parent.tag);
        else if (isSuspicious(node.quasis.map(({ value }) => value.cooked).join(HOLE))) judge(node);
      },
    };

    function judge(node: JavaScript.Node): void {
      const whole = outermostText(node, source) ?? node;
      if (judged.has(whole) || isFilledIn(whole)) return;
      judged.add(whole);
      const parts = builtText(whole, source);
      const text = parts?.map((part) => ('text' in part ? part.text : HOLE)).join('') ?? '';
      if (!isSurelySql(text) && !isSurePiece(text)) return;
      const place = firstMisplaced(text, (found) => !isPasteMark(found));
      if (place) report({ loc: firstLineOf(whole.loc, source.lines), message: place.place, data: wordsFor(place) });
    }

    /** In `sql`SELECT * FROM ${table}`` the tag sends the hole as a value. */
    function judgeTagged(node: JavaScript.TemplateLiteral, tag: JavaScript.Node): void {
      if (!bindsAll(tag, source)) return;
      const text = node.quasis.map(({ value }) => value.cooked).join(HOLE);
      if (!isSurelySql(text)) return;
      for (const place of misplacedPlaceholders(text, { holesBind: true })) {
        const hole = node.expressions[place.firstHole];
        if (hole && isText(hole, source))
          report({ node: hole, message: place.place, data: wordsFor(place, source.getText(hole).slice(0, LONGEST)) });
      }
    }
  },
};

const LONGEST = 40;

/** Methods and functions that put something in the place of what looks like a placeholder. */
const FILLING = new Set(['replace', 'replaceAll', 'split', 'format', 'sprintf', 'printf']);

function isFilledIn(text: JavaScript.Node): boolean {
  const { parent } = text;
  if (parent?.type === Kind.MemberExpression) return FILLING.has(memberName(parent) ?? '');
  return parent?.type === Kind.CallExpression && parent.arguments[0] !== text && FILLING.has(methodName(parent) ?? '');
}

/** Does a tag send whatever stands in a hole as a value? Drizzle and Kysely take tables and columns in theirs. */
function bindsAll(tag: JavaScript.Node, source: JavaScriptSource): boolean {
  const name = dottedText(tag)?.split('.').at(-1);
  if (name === '$queryRaw' || name === '$executeRaw') return true;
  if (qualifiedName(tag, source)?.startsWith('@prisma/client') === true) return true;
  return isSafeTag(tag, source) && importedModules(source.ast).some((module) => BINDING_MODULES.has(module));
}

const BINDING_MODULES: ReadonlySet<string> = new Set(['postgres', '@vercel/postgres', '@neondatabase/serverless']);

/** Is what stands in a hole a plain text, and no piece of SQL that the library knows as one? */
function isText(hole: JavaScript.Node, source: JavaScriptSource): boolean {
  const node = unwrap(hole);
  if (node.type === Kind.TemplateLiteral || constantText(node, source) !== undefined || isUserInput(node, source)) return true;
  if (node.type !== Kind.Identifier) return false;
  const variable = variableOf(node, source);
  const definition = variable && definitionOf(variable);
  if (!definition || kindOf(definition) !== 'Parameter') return false;
  const type = declaredType(definition.name);
  return type
    ? type.type === Kind.TSStringKeyword
    : namesSchemaObject(node.name) || /(?:table|column|field|sort|order)(?:By|Name|Column|Field)?$/iu.test(node.name);
}
