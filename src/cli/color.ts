/** Paints text, or leaves it as it is. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const codes = { bold: 1, dim: 2, red: 31, yellow: 33 } as const;

export function palette(isColored: boolean): Palette {
  const paint = (code: number) => (text: string) => (isColored ? `\x1b[${String(code)}m${text}\x1b[0m` : text);
  return { bold: paint(codes.bold), dim: paint(codes.dim), red: paint(codes.red), yellow: paint(codes.yellow) };
}

/** Is the output coloured? What was asked on the command line wins, then NO_COLOR, then FORCE_COLOR, then the terminal. */
export function wantsColor(asked: boolean | undefined, env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (asked !== undefined) return asked;
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
