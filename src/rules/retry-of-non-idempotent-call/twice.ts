export type MessageId = 'twice' | 'anyRequest' | 'mutation';

/** As much of a name as a message has room for. */
export function shortened(name: string): string {
  const line = name.replace(/\s+/gu, ' ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

const LONGEST = 40;
