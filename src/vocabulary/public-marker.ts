/** A path such as `/public/files` says nothing about a decision, so no slash may touch the word. */
const MARKERS = [
  /\b(?:intentional(?:ly)?|deliberate(?:ly)?|by design)\b[^\n]{0,60}?(?<!\/)\bpublic\b(?!\/)/giu,
  /(?<!\/)\bpublic (?:endpoint|route|api|access|discovery)\b/giu,
  /pitfalls:\s*public/giu,
];
/** "This is not a public endpoint" says the opposite. */
const DENIAL = /\b(?:not|never|non|no|isn't)[\s-]+(?:an?\s+|the\s+)?$/iu;
const DENIED_WITHIN = /\b(?:not|never|non|isn't)[\s-]+(?:be\s+)?(?:an?\s+)?public$/iu;
const LONGEST_DENIAL = 20;

/** Does a docstring, or a comment by a route, say that everybody may call it? */
export function saysPublic(text: string): boolean {
  return MARKERS.some((marker) => {
    for (const { index, 0: words } of text.matchAll(marker)) {
      const before = text.slice(Math.max(0, index - LONGEST_DENIAL), index);
      if (!DENIAL.test(before) && !DENIED_WITHIN.test(words)) return true;
    }
    return false;
  });
}

/** Does a decorator of this name say that a controller or method is for everybody? */
export function isPublicDecorator(name: string): boolean {
  return PUBLIC_DECORATORS.has(name);
}

const PUBLIC_DECORATORS = new Set(['Public', 'SkipAuth', 'AllowAnonymous', 'NoAuth', 'IsPublic', 'Unauthenticated', 'Anonymous']);
