import type { FileKind } from '../language/kind.ts';
import { decode } from '../project/decode.ts';

/** A file as it was read: its bytes, and the text that they are. */
export interface Content {
  readonly bytes: Buffer;
  readonly text: string;
}

/** Node.js writes no others that a file of ours may be saved in. */
const WRITABLE = ['utf8', 'latin1'] as const;

/** The bytes that are read as this text, which may name its encoding; `undefined` when we cannot write that one. */
export function encoded(text: string, kind: FileKind): Buffer | undefined {
  for (const encoding of WRITABLE) {
    const bytes = Buffer.from(text, encoding);
    const decoded = decode(bytes, kind);
    if ('text' in decoded && decoded.text === text) return bytes;
  }
  return undefined;
}
