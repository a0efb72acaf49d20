/** Python of every age and shape, for tests that cut it up. */
export const awkward = `#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Module é 😀 "quoted" \\N{BULLET}"""
from __future__ import annotations
from . import a as b, c
from ..d.e import (f, g as h,)  # trailing
from i import *
import j.k, l.m as n

@a.b(c, *d, e=f, **g)
# between
@h[0].i
async def o[T: int, *Ts, **P](a, /, b: int, c=1, *args: str, d: "x.Y" = None, **kw: T) -> dict[str, T]:
    r'''doc'''
    global p, q
    async with a as b, c() as (d, *e):
        async for x, (y, *z) in await f(): yield x
    return [i async for i in j if i if not k], {**l, 'm': n}, (o for o in p), {q for q in r}

class R[T](S, metaclass=T, **u):
\tx: int = 1; y = z = 2
\tdef m(self, (a, b)=1): return lambda *a, b=1, **c: (yield)
\tmatch = type = print = 3

try: pass
except (A, B) as e: raise X from e
except* C: pass
except D, e: print >>f, "x" % y, z
else: exec "x" in y
finally:
  del a, b[0], (c.d,)

match a, b:
    case [1, -2.5e3, *rest] if rest: pass
    case {"k": v, **o} | P(q, r=[s]) as t: pass
    case x.y | None | True | "z" "w" | 1+2j: pass
    case _: pass

type U[T] = list[T] | None
x = f"{a!r:>{w}.{p}} {{}} {f'{b}' if c else d['e']} {g=}" rf'\\d{h}' b"\\x00\\377" u'''
é 😀 \\
''' """"q" """
while (n := f(x)) > 0 <= y != z is not w not in v: n <<= 1; m @= -n ** ~2 // 3
for i in 0xFF, 0o17, 0b1, 1_000, 10L, 0777, 1e-5j, ...: continue
else: assert a if b else c, "d"
a[1:2, ::3, ...] = b = yield
with (open(x) as y, z): pass
if x \\
   and y:
\tpass
elif not z: nonlocal w
\x60old\x60 <> new
`;

const broken = `def f(:
  x = [1, (2
class
@
else: pass
x = 'open
for in y
  return }
`;

/** Texts that a reader must take without complaint. */
export const sources: readonly string[] = [
  '',
  '\n',
  ' ',
  '\uFEFF',
  'x',
  '# only',
  '\t\r\n\r',
  awkward,
  `\uFEFF${awkward}`,
  awkward.replaceAll('\n', '\r\n'),
  awkward.replaceAll('\n', '\r'),
  awkward.trimEnd(),
  broken,
  broken + awkward,
  '\0\0\0',
  'x = "\uD800"\ny\uDC00',
  '"""',
  "f'{",
  'f"{a:{b:{c',
  '((((((((((',
  '))))))))))',
  'if x:\n        y\n    z\n  w\n',
];

/** Small, repeatable changes: cuts, flipped characters, and pieces of one text inside of another. */
export function mutations(count: number, bases: readonly string[]): string[] {
  const random = generator(20_240_229);
  const pick = (limit: number) => Math.floor(random() * limit);
  const base = () => bases[pick(bases.length)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const text = base();
    const at = pick(text.length + 1);
    switch (index % 4) {
      case 0:
        return text.slice(0, at);
      case 1:
        return text.slice(0, at) + String.fromCharCode(pick(index % 8 === 1 ? 128 : 65_536)) + text.slice(at + 1);
      case 2: {
        const other = base();
        const from = pick(other.length + 1);
        return text.slice(0, at) + other.slice(from, from + pick(200)) + text.slice(at);
      }
      default:
        return text.slice(0, at) + text.slice(at + pick(40));
    }
  });
}

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
