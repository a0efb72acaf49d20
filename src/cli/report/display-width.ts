/** How many columns of a terminal does a character take? */
export function displayWidth(character: string): 0 | 1 | 2 {
  if (character < '\u0300') return 1;
  if (/^\p{M}$/u.test(character)) return 0;
  return WIDE_SCRIPT.test(character) || WIDE_SIGN.test(character) ? 2 : 1;
}

const WIDE_SCRIPT = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u;
const WIDE_SIGN = /^[\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
