import { decode } from '../project/decode.ts';
import type { Candidate } from './discover.ts';
import type { Content } from './encode.ts';
import { ignoring } from './ignores.ts';
import { isMinified } from './minified.ts';
import { FoldersInside, isTooLarge, readRegularFile, tooLarge, type Surroundings } from '../project/read-file.ts';
import { shown } from './settings-file.ts';
import type { Ignore } from './settings.ts';

/** Why a file is not checked. Only of one that is `unreadable` people have to be told. */
export interface PassedOver {
  readonly why: 'ignored' | 'minified' | 'unreadable' | 'elsewhere';
  /** What the file is, as the end of a sentence. */
  readonly reason: string;
}

/** Takes in the files of a project one by one: what does each hold, and which are passed over? */
export class Intake {
  readonly #ignoring: ReturnType<typeof ignoring>;
  readonly #disk: Omit<Surroundings, 'isNamed'>;

  constructor(root: string, candidates: readonly Pick<Candidate, 'path'>[], ignore: readonly Ignore[]) {
    this.#ignoring = ignoring(ignore);
    const listed = new Set(candidates.map(({ path }) => path));
    this.#disk = { root, folders: new FoldersInside(root), isListed: (path) => listed.has(path) };
  }

  /** `staged` is what counts instead of the file on the disk. */
  contentOf({ path, location, reading, isNamed, content }: Candidate, staged?: Buffer | null): Content | PassedOver {
    const ignored = isNamed ? undefined : this.#ignoring(path);
    if (ignored) return { why: 'ignored', reason: `is ignored by '${ignored.pattern}' in ${shown(ignored.spot)}` };
    const bytes = staged ?? content;
    if (bytes && isTooLarge(bytes.length)) return { why: 'unreadable', reason: tooLarge(bytes.length) };
    const file = bytes ? { bytes } : readRegularFile(location, { ...this.#disk, isNamed });
    if ('refusal' in file) return { why: file.isQuiet ? 'elsewhere' : 'unreadable', reason: file.refusal };
    const decoded = decode(file.bytes, reading.kind);
    if ('refusal' in decoded) return { why: 'unreadable', reason: decoded.refusal };
    if (!isNamed && reading.kind === 'javascript' && isMinified(path, decoded.text)) return { why: 'minified', reason: 'is minified' };
    return { bytes: file.bytes, text: decoded.text };
  }
}
