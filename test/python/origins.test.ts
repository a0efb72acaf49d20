import { describe, expect, test } from 'vitest';
import { argumentsOf } from '../../src/python/calls.ts';
import { elementOriginOf, originOf, sourcesOf, type OriginSettings } from '../../src/python/origins.ts';
import type * as Python from '../../src/python/nodes.ts';
import type { Origin } from '../../src/vocabulary/origin.ts';
import { parse } from './parse.ts';

/** What stands in the parentheses of the last `probe(...)` of the code. */
function probed(code: string): Python.Node {
  const call = parse(code)
    .descendants('call')
    .findLast((candidate) => candidate.function.text === 'probe');
  const value = call && argumentsOf(call)[0]?.value;
  if (!value) throw new Error('the code has no probe(...)');
  return value;
}

const origin = (code: string, settings?: OriginSettings): Origin => originOf(probed(code), settings);

/** The body of a function `f` with these parameters. */
const inFunction = (parameters: string, ...lines: string[]): string =>
  `def f(${parameters}):\n${lines.map((line) => `    ${line}`).join('\n')}\n`;

describe('the lattice', () => {
  test.for<[Origin, string]>([
    ['constant', 'probe("users")'],
    ['constant', 'probe(1)'],
    ['constant', 'probe("a" "b")'],
    ['numeric', 'probe(int(x))'],
    ['numeric', 'probe(-x)'],
    ['unknown', 'probe(x)'],
    ['unknown', 'probe(load())'],
    ['parameter', 'def f(a): probe(a)'],
    ['parameter', 'def f(*a): probe(a)'],
    ['parameter', 'def f(**a): probe(a["sort"])'],
  ])('%s: %s', ([expected, code]) => {
    expect(origin(code)).toBe(expected);
  });

  test('takes the worst of all parts, whatever their conditions', () => {
    expect(origin('def f(a): probe(a if a else "id")')).toBe('parameter');
    expect(origin('probe("a" if x else "b")')).toBe('constant');
    expect(origin('def f(a): probe(a or "id")')).toBe('parameter');
    expect(origin('def f(a): probe("x" + a)')).toBe('parameter');
    expect(origin('def f(a): probe(f"x {a} y")')).toBe('parameter');
    expect(origin('def f(a): probe(f"x {1} y")')).toBe('constant');
    expect(origin('def f(a): probe("x %s" % a)')).toBe('parameter');
    expect(origin('def f(a): probe("x {}".format(a))')).toBe('parameter');
    expect(origin('def f(a): probe("%d" % a)')).toBe('numeric');
    expect(origin('def f(a): probe(f"{a:04d}")')).toBe('numeric');
  });

  test('takes the worst of all definitions that may still hold', () => {
    expect(origin(inFunction('a', 'b = "x"', 'if a:', '    b = a', 'probe(b)'))).toBe('parameter');
    expect(origin(inFunction('a', 'if a:', '    b = "x"', 'else:', '    b = "y"', 'probe(b)'))).toBe('constant');
    expect(origin(inFunction('a', 'a = "x"', 'probe(a)'))).toBe('constant');
    expect(origin(inFunction('a', 'a = load(a)', 'probe(a)'))).toBe('unknown');
    expect(origin(inFunction('a', 'a = a.strip()', 'probe(a)'))).toBe('parameter');
    expect(origin(inFunction('a', 'b = "x"', 'for i in a:', '    probe(b)', '    b = i'))).toBe('parameter');
    expect(origin(inFunction('a', 'b = "x"', 'b += a', 'probe(b)'))).toBe('parameter');
  });

  test('comes to an end in circles and in depth', () => {
    expect(origin(inFunction('a', 'b = c', 'while a:', '    c = b', '    b = c', 'probe(b)'))).toBe('constant');
    expect(origin('def f(a): return f(a)\nprobe(f(1))')).toBe('unknown');
    expect(['constant', 'unknown']).toContain(origin(`probe(${'('.repeat(2000)}"a"${')'.repeat(2000)})`));
    expect(['constant', 'unknown']).toContain(origin(`probe(${'f('.repeat(500)}"a"${')'.repeat(500)})`));
    expect(origin(`def f(a): probe("" + ${'"x" + '.repeat(3000)}a)`)).toBe('parameter');
  });
});

describe('elements', () => {
  test.for<[Origin, string]>([
    ['constant', inFunction('a', 'probe(", ".join(["id", "name"]))')],
    ['parameter', inFunction('a', 'probe(", ".join(a))')],
    ['constant', inFunction('a', 'c = ["id"]', 'c.append("name")', 'probe(", ".join(c))')],
    ['parameter', inFunction('a', 'c = ["id"]', 'c.append(a)', 'probe(", ".join(c))')],
    ['parameter', inFunction('a', 'c = ["id"]', 'c.append(f"{a} = %s")', 'probe(", ".join(c))')],
    ['parameter', inFunction('a', 'c = ["id"]', 'c.extend(a)', 'probe(", ".join(c))')],
    ['parameter', inFunction('a', 'c = ["id"]', 'c += a', 'probe(", ".join(c))')],
    ['constant', inFunction('a', 'probe(", ".join(f"{c} = ?" for c in ("id", "name")))')],
    ['parameter', inFunction('a', 'probe(", ".join(f"{c} = ?" for c in a))')],
    ['constant', inFunction('a', 'probe(", ".join(["%s"] * len(a)))')],
    ['constant', inFunction('a', 'probe(",".join("?" for _ in a))')],
    ['constant', inFunction('a', 'probe(",".join("?" * len(a)))')],
    ['numeric', inFunction('a', 'probe(",".join(f"%({i})s" for i in range(len(a))))')],
    ['numeric', inFunction('a', 'probe(",".join(f":v{i}" for i, _ in enumerate(a)))')],
    ['numeric', inFunction('a', 'probe(",".join(map(str, map(int, a))))')],
    ['parameter', inFunction('a', 'probe(",".join(map(str, a)))')],
    ['parameter', inFunction('a', 'probe(",".join(map(lambda c: f"{c} = ?", a)))')],
    ['parameter', inFunction('a', 'probe(",".join(sorted(set(a))))')],
    ['constant', inFunction('a', 'probe(",".join(c for _, c in zip(a, ("x", "y"))))')],
  ])('%s: %s', ([expected, code]) => {
    expect(origin(code)).toBe(expected);
  });

  test('are asked for alone too', () => {
    expect(elementOriginOf(probed('COLUMNS = ("a", "b")\nprobe(COLUMNS)'))).toBe('constant');
    expect(elementOriginOf(probed('def f(a): probe(a)'))).toBe('parameter');
  });
});

describe('loops', () => {
  test.for<[Origin, string]>([
    ['constant', inFunction('a', 'for c in ("id", "name"):', '    probe(c)')],
    ['constant', `FIELDS = [("id", "int"), ("name", "text")]\n${inFunction('a', 'for c, t in FIELDS:', '    probe(t)')}`],
    ['constant', inFunction('a', 'for c, t in (("id", a), ("name", a)):', '    probe(c)')],
    ['parameter', inFunction('a', 'for c, t in (("id", a), ("name", a)):', '    probe(t)')],
    ['constant', inFunction('a', 'for k, v in {"id": a}.items():', '    probe(k)')],
    ['parameter', inFunction('a', 'for k, v in {"id": a}.items():', '    probe(v)')],
    ['constant', inFunction('a', 'd = {"id": a}', 'd["name"] = a', 'for k in d:', '    probe(k)')],
    ['parameter', inFunction('a', 'd = {}', 'd[a] = 1', 'for k in d.keys():', '    probe(k)')],
    ['parameter', inFunction('a', 'for k, v in a.items():', '    probe(k)')],
    ['parameter', inFunction('a', 'for k in a:', '    probe(k)')],
    ['declared', inFunction('m', 'for k in m.model_dump(exclude_unset=True):', '    probe(k)')],
    ['declared', inFunction('m', 'for k, v in m.dict().items():', '    probe(k)')],
    ['unknown', inFunction('m', 'for k, v in m.dict().items():', '    probe(v)')],
    ['declared', `from dataclasses import asdict\n${inFunction('m', 'for k in asdict(m):', '    probe(k)')}`],
    ['declared', inFunction('m', 'for k in Model.model_fields:', '    probe(k)')],
    ['request', `from flask import request\n${inFunction('', 'for k in request.json:', '    probe(k)')}`],
    ['request', `from flask import request\n${inFunction('', 'for k, v in request.form.items():', '    probe(k)')}`],
    ['request', `from fastapi import Request\n${inFunction('r: Request', 'for k in r.query_params:', '    probe(k)')}`],
  ])('%s: %s', ([expected, code]) => {
    expect(origin(code)).toBe(expected);
  });
});

describe('attributes and module names', () => {
  const inClass = (body: string, expression: string, init = ''): string =>
    `class C:\n    ${body}\n    def __init__(self, a):\n        ${init || 'pass'}\n    def m(self):\n        probe(${expression})\n`;

  test.for<[Origin, string]>([
    ['constant', inClass('table = "users"', 'self.table')],
    ['constant', inClass('table = "users"', 'C.table')],
    ['constant', inClass('columns = ["a", "b"]', '", ".join(self.columns)')],
    ['unknown', inClass('table = "users"', 'self.table', 'self.table = a')],
    ['unknown', inClass('pass', 'self.table', 'self.table = a')],
    ['numeric', inClass('pass', 'self.count', 'self.count = int(a)')],
    ['unknown', 'def f(a): probe(a.table)'],
    ['constant', 'TABLE = "users"\ndef f(): probe(TABLE)'],
    ['constant', 'table = "users"\ndef f(): probe(table)'],
    ['declared', 'from .names import TABLE\ndef f(): probe(TABLE)'],
    ['unknown', 'from .names import table\ndef f(): probe(table)'],
    ['declared', 'def f(settings): probe(settings.SCHEMA)'],
    ['declared', 'def f(): probe(User.__tablename__)'],
    ['declared', 'def f(model): probe(model._meta.db_table)'],
    ['declared', 'import os\nprobe(os.environ["SCHEMA"])'],
    ['constant', 'ORDERS = {"new": "created_at", "old": "id"}\ndef f(a): probe(ORDERS[a])'],
    ['constant', 'ORDERS = {"new": "created_at"}\ndef f(a): probe(ORDERS.get(a, "id"))'],
    ['parameter', 'ORDERS = {"new": "created_at"}\ndef f(a): probe(ORDERS.get(a, a))'],
  ])('%s: %s', ([expected, code]) => {
    expect(origin(code)).toBe(expected);
  });
});

describe('checks', () => {
  test.for<[Origin, string]>([
    ['allow-listed', inFunction('a', 'if a not in ("id", "name"):', '    raise ValueError(a)', 'probe(a)')],
    ['allow-listed', inFunction('a', 'if a not in ("id", "name"):', '    return None', 'probe(a)')],
    ['allow-listed', inFunction('a', 'if a not in ("id", "name"):', '    a = "id"', 'probe(a)')],
    ['allow-listed', inFunction('a', 'for b in a:', '    if b not in ("id", "name"):', '        continue', '    probe(b)')],
    ['allow-listed', inFunction('a', 'if a in ("id", "name"):', '    probe(a)')],
    ['allow-listed', inFunction('a', 'probe(a if a in ("id", "name") else "id")')],
    ['allow-listed', inFunction('a', 'if not a or a not in ("id", "name"):', '    raise ValueError(a)', 'probe(a)')],
    ['allow-listed', inFunction('a', 'if a.lower() not in {"asc", "desc"}:', '    raise ValueError(a)', 'probe(a)')],
    ['allow-listed', inFunction('a', 'assert a in ("id", "name")', 'probe(a)')],
    ['allow-listed', `ALLOWED = {"id", "name"}\n${inFunction('a', 'if a not in ALLOWED:', '    raise ValueError(a)', 'probe(a)')}`],
    ['allow-listed', inFunction('a', 'if a not in User.model_fields:', '    raise ValueError(a)', 'probe(a)')],
    ['allow-listed', inFunction('a', 'if a not in User.__table__.columns:', '    raise ValueError(a)', 'probe(a)')],
    ['allow-listed', inFunction('a', 'if not a.isidentifier():', '    raise ValueError(a)', 'probe(a)')],
    ['allow-listed', `import re\n${inFunction('a', 'if not re.fullmatch(r"[a-z_]+", a):', '    raise ValueError(a)', 'probe(a)')}`],
    ['allow-listed', inFunction('a', 'probe(", ".join(c for c in a if c in ("id", "name")))')],
    ['allow-listed', inFunction('a', 'if not set(a) <= {"id", "name"}:', '    raise ValueError(a)', 'probe(", ".join(a))')],
    [
      'allow-listed',
      inFunction('a', 'for c in a:', '    if c not in ("id", "name"):', '        raise ValueError(c)', 'probe(", ".join(a))'),
    ],
    ['allow-listed', inFunction('a', 'unknown = set(a) - {"id", "name"}', 'if unknown:', '    raise ValueError(a)', 'probe(", ".join(a))')],
    ['allow-listed', inFunction('a', 'match a:', '    case "id" | "name":', '        probe(a)')],
    ['allow-listed', inFunction('a', 'if a["sort"] not in ("id", "name"):', '    raise ValueError(a)', 'probe(a["sort"])')],
    ['numeric', inFunction('a', 'if not isinstance(a, int):', '    raise TypeError(a)', 'probe(a)')],
    ['unknown', inFunction('a', 'validate_column(a)', 'probe(a)')],
    ['unknown', inFunction('a', 'if a not in load_columns():', '    raise ValueError(a)', 'probe(a)')],
    ['parameter', inFunction('a', 'if a in ("id", "name"):', '    pass', 'probe(a)')],
    ['parameter', inFunction('a', 'if a not in ("id", "name"):', '    print(a)', 'probe(a)')],
    ['parameter', inFunction('a, b', 'if b not in ("id", "name"):', '    raise ValueError(b)', 'probe(a)')],
    ['parameter', inFunction('a, b', 'if a not in ("id", "name"):', '    raise ValueError(a)', 'a = b', 'probe(a)')],
    ['parameter', `import re\n${inFunction('a', 'if not re.match(r"[a-z]", a):', '    raise ValueError(a)', 'probe(a)')}`],
  ])('%s: %s', ([expected, code]) => {
    expect(origin(code)).toBe(expected);
  });

  const COLOUR = 'from enum import Enum\nclass Colour(Enum):\n    RED = "red"\n';

  test.for<[Origin, string]>([
    ['allow-listed', `${COLOUR}def f(a): probe(Colour(a).value)`],
    ['constant', `${COLOUR}probe(Colour.RED.value)`],
    ['allow-listed', `${COLOUR}def f(a: Colour): probe(a.value)`],
    ['constant', `${COLOUR}probe(", ".join(c.value for c in Colour))`],
    ['allow-listed', 'from typing import Literal\ndef f(a: Literal["asc", "desc"]): probe(a)'],
    ['allow-listed', 'from typing import Literal, Optional\ndef f(a: Optional[Literal["asc", "desc"]]): probe(a)'],
    ['allow-listed', 'from typing import Literal\nDirection = Literal["asc", "desc"]\ndef f(a: Direction): probe(a)'],
  ])('%s: %s', ([expected, code]) => {
    expect(origin(code)).toBe(expected);
  });
});

describe('numbers', () => {
  test.for([
    'def f(a): probe(int(a))',
    'def f(a): probe(float(a))',
    'def f(a): probe(len(a))',
    'def f(a): probe(bool(a))',
    'from uuid import UUID\ndef f(a): probe(UUID(a))',
    'def f(a): probe(min(a, 100))',
    'def f(a): probe(max(1, a))',
    'def f(a: int): probe(a)',
    'def f(a: float): probe(a)',
    'def f(a: bool): probe(a)',
    'from uuid import UUID\ndef f(a: UUID): probe(a)',
    'from typing import Optional\ndef f(a: Optional[int]): probe(a)',
    'def f(a: int | None = None): probe(a)',
    'def f(a: list[int]): probe(", ".join(a))',
    'def f(a=20): probe(a)',
    'from datetime import date\ndef f(a: date): probe(a.isoformat())',
    'from uuid import uuid4\nprobe(uuid4().hex)',
    'def f(a): probe(a.strftime("%Y"))',
  ])('%s', (code) => {
    expect(origin(code)).toBe('numeric');
  });
});

test('quoting makes a value safe, and so do the builders that a project names', () => {
  expect(origin('from psycopg import sql\ndef f(a): probe(sql.Identifier(a))')).toBe('allow-listed');
  expect(origin('def f(a): probe(quote_ident(a))')).toBe('allow-listed');
  expect(origin('def f(engine, a): probe(engine.dialect.identifier_preparer.quote(a))')).toBe('allow-listed');
  expect(origin('def f(connection, a): probe(connection.ops.quote_name(a))')).toBe('allow-listed');
  expect(origin(`def f(a): probe(a.replace('"', '""'))`)).toBe('allow-listed');
  expect(origin('def f(a): probe(safe_update_builder(a))')).toBe('unknown');
  expect(origin('def f(a): probe(safe_update_builder(a))', { safeBuilders: ['safe_update_builder'] })).toBe('allow-listed');
});

test('a text keeps its origin through what is done to it', () => {
  for (const method of ['strip()', 'upper()', 'lower()', 'replace("-", "_")', 'split(",")[0]', 'title()', 'encode()']) {
    expect(origin(`def f(a): probe(a.${method})`), method).toBe('parameter');
    expect(origin(`probe("x".${method})`), method).toBe('constant');
  }
  expect(origin('def f(a): probe("users_T".replace("T", a))')).toBe('parameter');
});

describe('parameters', () => {
  test('of private helpers come from their calls, when all of them are in the file', () => {
    expect(origin('def _f(a): probe(a)\ndef g(): _f("x")')).toBe('constant');
    expect(origin('def _f(a): probe(a)\ndef g(b): _f(b)')).toBe('parameter');
    expect(origin('def _f(a): probe(a)\ndef g(): _f("x"); _f(int(y))')).toBe('numeric');
    expect(origin('def _f(a): probe(a)\ndef g(): run(_f)')).toBe('parameter');
    expect(origin('def _f(a): probe(a)')).toBe('parameter');
    expect(origin('class C:\n    def _f(self, a): probe(a)\n    def g(self): self._f(a="x")')).toBe('constant');
  });

  test('of functions that anybody may call stay parameters', () => {
    expect(origin('def f(a): probe(a)\ndef g(): f("x")')).toBe('parameter');
    expect(origin('def f(a): probe(a)\nif __name__ == "__main__":\n    f("x")')).toBe('constant');
  });

  test('of functions that are called here are what the call passes', () => {
    expect(origin('def f(a): return a + "_id"\nprobe(f("user"))')).toBe('constant');
    expect(origin('def f(a): return a + "_id"\ndef g(b): probe(f(b))')).toBe('parameter');
    expect(origin('def marks(n): return ", ".join(["%s"] * n)\ndef g(b): probe(marks(len(b)))')).toBe('constant');
  });

  test('of route handlers are what a user sends', () => {
    const app = 'from fastapi import APIRouter, Depends\nfrom pydantic import BaseModel\nrouter = APIRouter()\n';
    expect(origin(`${app}@router.get("/{name}")\ndef f(name: str): probe(name)`)).toBe('request');
    expect(origin(`${app}@router.get("/{number}")\ndef f(number: int): probe(number)`)).toBe('numeric');
    expect(origin(`${app}@router.get("/")\ndef f(db=Depends(get_db)): probe(db.name)`)).toBe('unknown');
    expect(
      origin(`${app}class Item(BaseModel):\n    name: str\n    size: int\n@router.post("/")\ndef f(item: Item): probe(item.name)`),
    ).toBe('request');
    expect(
      origin(`${app}class Item(BaseModel):\n    name: str\n    size: int\n@router.post("/")\ndef f(item: Item): probe(item.size)`),
    ).toBe('numeric');
    expect(origin('from flask import Flask\napp = Flask(__name__)\n@app.route("/<name>")\ndef f(name): probe(name)')).toBe('request');
    expect(origin('from flask import Flask\napp = Flask(__name__)\n@app.route("/<int:name>")\ndef f(name): probe(name)')).toBe('numeric');
  });

  test('requests are what a user sends, not what the server adds to them', () => {
    expect(origin('def view(request): probe(request.GET["sort"])')).toBe('request');
    expect(origin('def view(request): probe(request.GET.get("sort", "id"))')).toBe('request');
    expect(origin('async def view(request): probe((await request.json())["sort"])')).toBe('request');
    expect(origin('class V:\n    def get(self): probe(self.request.query_params["sort"])')).toBe('request');
    expect(origin('class H:\n    def get(self): probe(self.get_argument("sort"))')).toBe('request');
    expect(origin('def view(request): probe(request.user.id)')).toBe('unknown');
    expect(origin('from flask import request\ndef f(): probe(request.args.get("page", type=int))')).toBe('numeric');
  });
});

test('the places that a value comes from can be listed', () => {
  const sources = sourcesOf(probed('def f(a): probe(a if a else load())'));
  expect(sources.map(({ node, origin: found }) => `${node.text} ${found}`)).toEqual(['a parameter', 'load() unknown']);
});
