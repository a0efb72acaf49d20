import { importsAny } from './imports.ts';
import type { PythonTree } from './syntax/tree.ts';
import { isCommandLinePath } from '../vocabulary/command-line.ts';

const PARSERS = ['argparse', 'click', 'typer', 'fire', 'docopt', 'optparse'];
const SERVERS = ['flask', 'fastapi', 'django', 'starlette', 'quart', 'sanic', 'aiohttp', 'tornado', 'bottle', 'celery'];

/** Is this file a tool for the terminal, where a printed line reaches the one who started it? */
export function isCommandLineTool(tree: PythonTree, path: string): boolean {
  return isCommandLinePath(path) || (importsAny(tree, ...PARSERS) && !importsAny(tree, ...SERVERS));
}
