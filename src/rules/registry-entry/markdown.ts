import { rules } from '../../generated/rules.ts';
import { kitFor } from '../../kit.ts';
import type { Finding } from '../../language/detector.ts';
import { globMatcher } from '../../language/glob.ts';
import { nearest } from '../../language/nearest.ts';
import type { Location, Range } from '../../language/position.ts';
import type { MarkdownContext, MarkdownDetector } from '../../markdown/detector.ts';
import type { Fence } from '../../markdown/nodes.ts';
import { checkedLanguages, checksIn, nextId, repeatedIn, rulesNamedIn, type WrittenCheck } from '../../team-registry/checks.ts';
import { codeIn, fieldOf, readRegistry, type Entry, type Field, type TeamRegistry } from '../../team-registry/entries.ts';
import { isExcepted, MOST_CHECKS } from '../../team-registry/live.ts';
import { Selector } from '../../team-registry/selector.ts';
import { isDate, isPlaceholder, LEVELS, namesFile, RESEARCH_FIELDS, type Message, type Options } from './entry-problems.ts';

export const markdown: MarkdownDetector<Message, Options> = {
  visit: (context) => ({
    document(node) {
      for (const block of node.children) {
        if (block.type === 'fence' && !block.isClosed) context.report({ loc: firstLine(block), message: 'unclosedBlock' });
      }
      const registry = readRegistry(node);
      reportRepeated(registry, context);
      let checks = 0;
      for (const entry of registry.entries) {
        reportFields(entry, context);
        if (context.options.files) reportMissingFiles(entry, context);
        reportRules(entry, context);
        const own = checksIn(entry);
        for (const check of own) reportCheck(check, ++checks, context);
        if (context.options.unchecked && own.length === 0 && rulesNamedIn(entry).length === 0) {
          context.report({ loc: at(entry.idRange, context), message: 'unchecked' });
        }
      }
    },
  }),
};

type Context = MarkdownContext<Message, Options>;

function at([start, end]: Range, { source }: Context): Location {
  return { start: source.getLocFromIndex(start), end: source.getLocFromIndex(end) };
}

function firstLine({ loc: { start } }: Fence): Location {
  return { start, end: { line: start.line, column: start.column + 3 } };
}

/** Where a word stands in a field; all of the field's name where it cannot be found. */
function wordIn({ range, nameRange }: Field, word: string, context: Context): Range {
  const start = context.source.text.indexOf(word, nameRange[1]);
  return start >= 0 && start + word.length <= range[1] ? [start, start + word.length] : nameRange;
}

function reportRepeated(registry: TeamRegistry, context: Context): void {
  const free = new Map<string, string>();
  for (const { entry, first } of repeatedIn(registry)) {
    const id = free.get(entry.id) ?? nextId(registry, entry.id);
    free.set(entry.id, id);
    context.report({
      loc: at(entry.idRange, context),
      message: 'repeated',
      data: { id: entry.id, line: first.heading.loc.start.line },
      suggest: [{ message: 'nextNumber', data: { id }, fix: (fixer) => fixer.replaceTextRange(entry.idRange, id) }],
    });
  }
}

function reportFields(entry: Entry, context: Context): void {
  const wanted = entry.form === 'template' ? context.options.fields : entry.form === 'research' ? RESEARCH_FIELDS : [];
  for (const name of wanted) {
    const field = fieldOf(entry, name.toLowerCase());
    if (field && (field.value !== '' || field.fences.length > 0)) continue;
    const line = entry.form === 'template' ? `\n- **${name}:** ` : `\n\n**${name}:**\n`;
    context.report({
      loc: at(field?.nameRange ?? entry.idRange, context),
      message: 'missingField',
      data: { field: name },
      ...(field
        ? {}
        : {
            suggest: [
              { message: 'addField', data: { field: name }, fix: (fixer) => fixer.insertTextAfterRange([entry.end, entry.end], line) },
            ],
          }),
    });
  }
  for (const field of entry.fields) {
    if (isPlaceholder(field.value)) {
      context.report({ loc: at(wordIn(field, field.value, context), context), message: 'placeholder', data: { value: field.value } });
    } else if (entry.form === 'template' && field.name.toLowerCase() === 'date' && field.value !== '' && !isDate(field.value)) {
      context.report({ loc: at(wordIn(field, field.value, context), context), message: 'wrongDate', data: { value: field.value } });
    }
  }
}

function reportMissingFiles(entry: Entry, context: Context): void {
  const files = context.project?.files();
  if (!files) return;
  const folder = context.path.slice(0, context.path.lastIndexOf('/') + 1);
  for (const field of entry.fields) {
    if (!/^(?:files fixed|reference)$/iu.test(field.name)) continue;
    for (const path of codeIn(field.value).filter(namesFile)) {
      // A name without a folder is a file anywhere, as with patterns.
      const fits = globMatcher(path);
      const isThere = files.some(fits) || files.some(globMatcher(folder + path)) || context.project?.has(path) === true;
      if (!isThere) context.report({ loc: at(wordIn(field, path, context), context), message: 'missingFile', data: { path } });
    }
  }
}

function reportRules(entry: Entry, context: Context): void {
  for (const { field, name } of rulesNamedIn(entry)) {
    if (rules.some(({ card }) => card.name === name)) continue;
    const range = wordIn(field, name, context);
    const near = nearest(
      name,
      rules.map(({ card }) => card.name),
    );
    context.report({
      loc: at(range, context),
      message: 'unknownRule',
      data: { name },
      ...(near === undefined
        ? {}
        : { suggest: [{ message: 'nearestRule', data: { name: near }, fix: (fixer) => fixer.replaceTextRange(range, near) }] }),
    });
  }
}

function reportCheck(check: WrittenCheck, count: number, context: Context): void {
  const { field, kind, language, selector: written, unless: exception, level } = check;
  const tell = (range: Range, finding: Pick<Finding<Message>, 'message' | 'data'>): void => {
    context.report({ loc: at(range, context), ...finding });
  };
  if (count > MOST_CHECKS) {
    tell(field.nameRange, { message: 'tooMany', data: { most: MOST_CHECKS } });
    return;
  }
  if (level !== '' && !LEVELS.includes(level)) tell(field.nameRange, { message: 'unknownLevel', data: { level } });
  if (!kind) {
    const known = { sentence: checkedLanguages.join(', ') };
    tell(language === '' ? field.nameRange : wordIn(field, language, context), { message: 'unknownLanguage', data: { language, known } });
    return;
  }
  const [selector, unless] = [{ field, selector: written }, ...(exception ? [exception] : [])].map(({ field: place, selector: text }) => {
    const read = Selector.read(text);
    if (!('problem' in read)) return read;
    const problem = { sentence: read.problem.replace(/\.$/u, '') };
    tell(text === '' ? place.nameRange : wordIn(place, text, context), { message: 'unreadSelector', data: { selector: text, problem } });
    return undefined;
  });
  if (!selector || (exception && !unless)) return;
  const keys = kitFor(kind).nodeKeys();
  const strange = selector.kinds.find((name) => !Object.hasOwn(keys, name));
  if (strange !== undefined) {
    tell(wordIn(field, written, context), { message: 'unknownKind', data: { kind: strange, language } });
    return;
  }
  for (const example of check.bad)
    if (reported(check, selector, unless, example, context) === null) context.report({ loc: firstLine(example), message: 'silentOnBad' });
  for (const example of check.good) {
    const loc = reported(check, selector, unless, example, context);
    if (loc) context.report({ loc, message: 'reportedGood' });
  }
}

function dialectOf(language: string): string {
  if (language === 'typescript') return 'ts';
  return /^[cm]?[jt]sx?$/u.test(language) ? language : 'jsx';
}

/** Where a check finds something in an example; null when it finds nothing, undefined when the example cannot be read. */
function reported(
  { kind = 'python', language }: WrittenCheck,
  selector: Selector,
  unless: Selector | undefined,
  example: Fence,
  context: Context,
): Location | null | undefined {
  const tree = kitFor(kind).treeOf(example.text, `example.${dialectOf(example.language || language.toLowerCase())}`);
  if ('problem' in tree) {
    const problem = { sentence: tree.problem.replace(/\.$/u, '') };
    context.report({ loc: firstLine(example), message: 'unreadExample', data: { language, problem } });
    return undefined;
  }
  const keys = kitFor(kind).nodeKeys();
  for (const { node, ancestry } of selector.in(tree.ast, keys)) {
    if (isExcepted(unless, node, ancestry, keys)) continue;
    const { start } = (node as { readonly loc: Location }).loc;
    const line = example.loc.start.line + start.line;
    const column = example.loc.start.column + start.column;
    return { start: { line, column }, end: { line, column: column + 1 } };
  }
  return null;
}
