/** Is this a name such as `TABLE` or `_MAX_ROWS`, which programs give to what never changes? */
export function isConstantName(name: string): boolean {
  return name.length > 1 && /^_{0,2}[A-Z][A-Z0-9_]*$/u.test(name);
}
