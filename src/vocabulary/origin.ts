/**
 * Where a value comes from, from harmless to hostile: written in the code; checked against a fixed list or quoted for its
 * place; a number or another thing that holds no free text; named by a declaration of the program (a model's field, a
 * setting in capitals); unknown; handed in by a caller; sent by a user.
 */
export const origins = ['constant', 'allow-listed', 'numeric', 'declared', 'unknown', 'parameter', 'request'] as const;

export type Origin = (typeof origins)[number];

/** The most hostile of some origins; `constant` of none. */
export function worstOrigin(found: Iterable<Origin>): Origin {
  let worst: Origin = 'constant';
  for (const origin of found) if (isAtLeast(origin, worst)) worst = origin;
  return worst;
}

/** Is this origin as hostile as `floor`, or worse? */
export function isAtLeast(origin: Origin, floor: Origin): boolean {
  return origins.indexOf(origin) >= origins.indexOf(floor);
}

/** The origin, made no worse than `ceiling`. */
export function atMost(origin: Origin, ceiling: Origin): Origin {
  return isAtLeast(origin, ceiling) ? ceiling : origin;
}
