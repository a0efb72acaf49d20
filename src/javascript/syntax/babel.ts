import type * as BabelParser from '@babel/parser';
import type { ParserOptions, ParserPlugin } from '@babel/parser';
import { parserModule } from '../../language/parsers.ts';
import type { LooseNode } from './loose-node.ts';
import type { BabelToken } from './tokens.ts';

/** What Babel makes of a file. */
export interface BabelFile {
  readonly program: LooseNode;
  readonly comments: readonly BabelToken[];
  readonly tokens: readonly BabelToken[];
}

let babel: typeof BabelParser | undefined;

const ALWAYS: readonly ParserPlugin[] = [
  'decoratorAutoAccessors',
  'deferredImportEvaluation',
  'deprecatedImportAssert',
  'explicitResourceManagement',
  'sourcePhaseImports',
];
const JAVASCRIPT: readonly ParserPlugin[] = ['jsx', 'decorators-legacy'];
const FLOW: readonly ParserPlugin[] = ['jsx', 'flow', 'flowComments', 'decorators-legacy'];
const TYPESCRIPT: readonly ParserPlugin[] = ['typescript', 'decorators-legacy'];
const TSX: readonly ParserPlugin[] = ['typescript', 'jsx', 'decorators-legacy'];
const DECLARATIONS: readonly ParserPlugin[] = [['typescript', { dts: true }], 'decorators-legacy'];

/** Reads a file as what its name promises; where that fails, as what its text may be instead. */
export function parseWithBabel(text: string, path: string): BabelFile {
  let failure: unknown;
  for (const plugins of dialectsOf(text, path)) {
    try {
      return parseAs(text, plugins, path);
    } catch (error) {
      // The first failure is the one worth telling: it speaks the language of the file's name.
      failure ??= error;
      // The stack would not suffice for another dialect either.
      if (error instanceof RangeError) break;
    }
  }
  throw failure;
}

function dialectsOf(text: string, path: string): readonly (readonly ParserPlugin[])[] {
  if (/\.d\.(?:[^./]+\.)?[cm]?ts$/u.test(path)) return [DECLARATIONS, TYPESCRIPT];
  if (/\.[cm]?ts$/u.test(path)) return [TYPESCRIPT, modernDecorators(TYPESCRIPT)];
  if (path.endsWith('.tsx')) return [TSX, modernDecorators(TSX)];
  // Plain JavaScript first: it is what nearly all files hold, and Flow reads some of it otherwise and slower.
  const flowFirst = text.includes('@flow');
  return [...(flowFirst ? [FLOW, JAVASCRIPT] : [JAVASCRIPT, FLOW]), TSX, modernDecorators(JAVASCRIPT)];
}

function modernDecorators(plugins: readonly ParserPlugin[]): readonly ParserPlugin[] {
  return plugins.map((plugin) => (plugin === 'decorators-legacy' ? 'decorators' : plugin));
}

function parseAs(text: string, plugins: readonly ParserPlugin[], path: string): BabelFile {
  babel ??= parserModule('babel') as typeof BabelParser;
  const options: ParserOptions = {
    sourceType: /\.m[jt]s$/u.test(path) ? 'module' : 'unambiguous',
    plugins: [...ALWAYS, ...plugins],
    errorRecovery: true,
    ranges: true,
    tokens: true,
    attachComment: false,
    createImportExpressions: true,
    allowAwaitOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
  };
  try {
    return babel.parse(text, options) as unknown as BabelFile;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Babel has passed over a mistake and stumbled over what was left, as in `async (a,,b) => 1`; now it is to name the mistake.
    return babel.parse(text, { ...options, errorRecovery: false }) as unknown as BabelFile;
  }
}
