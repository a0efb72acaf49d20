/** A value as somebody wrote it down: what it holds, and at which character each part of it starts. */
export type Written = WrittenTable | WrittenList | { readonly at: number; readonly value: unknown };

export interface WrittenTable {
  readonly at: number;
  readonly members: ReadonlyMap<string, Member>;
}

export interface WrittenList {
  readonly at: number;
  readonly items: readonly Written[];
}

export interface Member {
  /** Where its name starts. */
  readonly at: number;
  readonly written: Written;
}

/** Why a text could not be read, and at which character. */
export interface Unreadable {
  readonly at: number;
  readonly problem: string;
}

/** Settings are two or three levels deep; whoever reads them may call himself for each. */
export const DEEPEST = 50;
export const TOO_DEEP = 'this is nested too deep';

/** The way to a part of a value: names in tables, numbers in lists. */
export type Path = readonly (string | number)[];

export function isTable(written: Written): written is WrittenTable {
  return 'members' in written;
}

/** The value itself, without the places. */
export function plain(written: Written): unknown {
  if ('items' in written) return written.items.map(plain);
  // Made this way, `__proto__` is a name like any other.
  return isTable(written) ? Object.fromEntries([...written.members].map(([name, member]) => [name, plain(member.written)])) : written.value;
}

/** Where does a part of a value stand: its name, where that is asked for and it has one, else what it holds? */
export function placeIn(written: Written, path: Path, isNameAsked: boolean): number {
  let at = written.at;
  let part: Written | undefined = written;
  for (const step of path) {
    if (part && isTable(part)) {
      const member = part.members.get(String(step));
      part = member?.written;
      at = (isNameAsked ? member?.at : part?.at) ?? at;
    } else if (part && 'items' in part) {
      part = part.items[Number(step)];
      at = part?.at ?? at;
    }
  }
  return at;
}
