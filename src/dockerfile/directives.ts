import type { PhysicalLines } from './logical-lines.ts';
import type { Escape } from './nodes.ts';

export interface Directives {
  readonly escape: Escape;
  readonly syntax: string | null;
  /** The first line that is none, counted from 0. */
  readonly next: number;
}

const DIRECTIVE = /^#[ \t]*(syntax|escape|check)[ \t]*=[ \t]*(\S.*)$/iu;

/** What do the first lines tell the builder? The first line of another kind, be it an empty one, ends them. */
export function directivesOf(lines: PhysicalLines): Directives {
  let escape: Escape = '\\';
  let syntax: string | null = null;
  let next = 0;
  for (; next < lines.count; next++) {
    const [, name, value = ''] = DIRECTIVE.exec(lines.text.slice(lines.indented(next), lines.end(next))) ?? [];
    if (name === undefined) break;
    const said = value.trim();
    if (name.toLowerCase() === 'syntax') syntax = said;
    if (name.toLowerCase() === 'escape' && (said === '`' || said === '\\')) escape = said;
  }
  return { escape, syntax, next };
}
