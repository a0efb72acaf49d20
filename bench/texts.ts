import type { Reading } from '../src/cli/kinds.ts';
import type { FileKind } from '../src/language/kind.ts';
import type { Parts } from './built.ts';

/** A file that the command would lint. */
export interface Text {
  readonly path: string;
  readonly text: string;
  readonly reading: Reading;
}

/** What the command would lint below a folder, by kind. */
export async function textsIn(folder: string, parts: Parts): Promise<(kind: FileKind) => readonly Text[]> {
  const texts: Text[] = [];
  for (const place of parts.placesOf([folder], process.cwd()).places) {
    const disk = { root: place.root, folders: new parts.FoldersInside(place.root), isNamed: false, isListed: () => true };
    for (const { path, location, reading } of (await parts.candidatesIn(place)).candidates) {
      const file = parts.readRegularFile(location, disk);
      const decoded = 'bytes' in file ? parts.decode(file.bytes, reading.kind) : file;
      if ('refusal' in decoded || (reading.kind === 'javascript' && parts.isMinified(path, decoded.text))) continue;
      texts.push({ path, text: decoded.text, reading });
    }
  }
  return (kind) => texts.filter(({ reading }) => reading.kind === kind);
}
