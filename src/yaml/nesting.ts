/** Deeper than anybody writes; the parser calls itself for each level, and at the end of the stack the process may die. */
const DEEPEST = 400;

/** Could this text be nested so deep that its parser runs out of stack? Brackets in texts count too: it need not be exact. */
export function isNestedTooDeep(text: string): boolean {
  let open = 0;
  let dashes = 0;
  let isIndent = true;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 10:
        isIndent = true;
        dashes = 0;
        break;
      case 32:
        break;
      case 91: // [
      case 123: // {
        isIndent = false;
        open++;
        break;
      case 93: // ]
      case 125: // }
        isIndent = false;
        if (open > 0) open--;
        break;
      case 45: // -
      case 63: // ?
        // `- - - a` and `? ? ? a` open a level with each sign.
        if (isIndent || text.charCodeAt(at - 1) === 32) dashes++;
        break;
      default:
        isIndent = false;
    }
    if (open > DEEPEST || dashes > DEEPEST) return true;
  }
  return hasDeepIndentation(text);
}

/** Levels of a block are at least a blank each, and most are two. */
function hasDeepIndentation(text: string): boolean {
  const levels: number[] = [];
  for (const [, blanks = ''] of text.matchAll(/^( *)[^\s#]/gmu)) {
    while ((levels.at(-1) ?? -1) >= blanks.length) levels.pop();
    levels.push(blanks.length);
    if (levels.length > DEEPEST) return true;
  }
  return false;
}
