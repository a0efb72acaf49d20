import type { GivenFile } from './check.ts';
import { readingOf } from './kinds.ts';
import { placeOfName } from './places.ts';
import { isTooLarge } from '../project/read-file.ts';
import { reasonOf } from '../project/unopened.ts';

/** The text on the standard input as the file of that name, or why it cannot be taken for that. */
export async function fileFromStdin(name: string, cwd: string, stdin: AsyncIterable<Uint8Array> | undefined): Promise<GivenFile | string> {
  const reading = readingOf(name);
  if (!reading) return `'${name}' is of a kind that pitfalls does not read, so the standard input was not looked at`;
  if (!stdin) return 'there is no standard input to read';
  const target = placeOfName(name, cwd);
  if ('refusal' in target) return `'${name}' ${target.refusal}`;
  const content = await bytesOf(stdin);
  if (typeof content === 'string') return `the standard input ${content}`;
  const { place, path, location } = target;
  return { place, candidate: { path, location, reading, isNamed: true, content } };
}

/** All that comes, or what is wrong with it; too much is told at once, as it may never end. */
async function bytesOf(stdin: AsyncIterable<Uint8Array>): Promise<Buffer | string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stdin) {
      chunks.push(chunk);
      length += chunk.length;
      if (isTooLarge(length)) return 'is larger than 1 MiB';
    }
    return Buffer.concat(chunks);
  } catch (error) {
    return reasonOf(error);
  }
}
