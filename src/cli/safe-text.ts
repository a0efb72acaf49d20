/**
 * Text from a repository without power over a terminal: control, bidi, invisible and broken characters become
 * `\x1b`, `\u202e` and the like.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * A finished line of output that no CI runner takes for a command: GitHub's obeys `::error ...::` at the start of a
 * line and the older `##[error]` anywhere in it.
 */
export function withoutCommands(line: string): string {
  return line.replace(/^(?:\s|\x1b\[[\d;]*m)*::/u, (start) => `${start.slice(0, -1)}\\x3a`).replaceAll('##[', '##\\x5b');
}

/**
 * JSON in which no terminal and no CI runner finds anything to obey: what people do not see is escaped, and of `##[` the
 * bracket. A program reads the same values out of it.
 */
export function asciiJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, null, indent);
  const escaped = text.replace(/[\p{Cf}\p{Zl}\p{Zp}\x7f-\x9f]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
  return `${escaped.replaceAll('##[', '##\\u005b')}\n`;
}
