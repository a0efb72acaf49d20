import { describe, expect, it } from 'vitest';
import { dottedText, instanceOf, qualifiedName } from '../../src/javascript/names.ts';
import { everyParser, probed, sourceOf, typedParsers, type ParserName } from './parse.ts';

function nameIn(code: string, parser: ParserName, file?: string): string | undefined {
  const source = sourceOf(code, parser, file);
  return qualifiedName(probed(source), source);
}

function instanceIn(code: string, parser: ParserName, file?: string): string | undefined {
  const source = sourceOf(code, parser, file);
  return instanceOf(probed(source), source);
}

describe.each(everyParser)('qualifiedName under %s', (parser) => {
  it.each([
    ['a default import', "import Database from 'better-sqlite3'; probe(Database)", 'better-sqlite3'],
    ['a named import', "import { DatabaseSync } from 'node:sqlite'; probe(DatabaseSync)", 'node:sqlite.DatabaseSync'],
    ['a renamed import', "import { Pool as P } from 'pg'; probe(P)", 'pg.Pool'],
    ['an import of default by name', "import { default as pg } from 'pg'; probe(pg)", 'pg'],
    ['a namespace', "import * as express from 'express'; probe(express.Router)", 'express.Router'],
    ['a member of a default import', "import pg from 'pg'; probe(pg.Pool)", 'pg.Pool'],
    ['a builtin without node:', "import fs from 'fs'; probe(fs.readFile)", 'node:fs.readFile'],
    ['a builtin sub-path', "import { readFile } from 'fs/promises'; probe(readFile)", 'node:fs/promises.readFile'],
    ['require', "const fs = require('fs'); probe(fs.promises.readFile)", 'node:fs.promises.readFile'],
    ['a destructured require', "const { Pool: P } = require('pg'); probe(P)", 'pg.Pool'],
    ['a deep destructured require', "const { promises: { readFile } } = require('fs'); probe(readFile)", 'node:fs.promises.readFile'],
    ['a member of require', "const Pool = require('pg').Pool; probe(Pool)", 'pg.Pool'],
    ['the default of require', "const Database = require('better-sqlite3').default; probe(Database)", 'better-sqlite3'],
    ['an awaited import', "const { Pool } = await import('pg'); probe(Pool)", 'pg.Pool'],
    ['an awaited import in place', "probe((await import('pg')).default.Pool)", 'pg.Pool'],
    ['an alias', "import express from 'express'; const e = express; probe(e.Router)", 'express.Router'],
    ['a single later assignment', "let pg; pg = require('pg'); probe(pg.Pool)", 'pg.Pool'],
    ['a member by text', "import pg from 'pg'; probe(pg['Pool'])", 'pg.Pool'],
    ['an optional chain', "import pg from 'pg'; probe(pg?.Pool)", 'pg.Pool'],
    ['an object that collects names', "import { Pool } from 'pg'; const db = { Pool }; probe(db.Pool)", 'pg.Pool'],
    ['a relative module', "import { db } from './db.js'; probe(db.query)", './db.js.db.query'],
    ['a global', 'probe(process.env)', 'process.env'],
    ['a global through its module', "import process from 'node:process'; probe(process.env)", 'process.env'],
    ['a global through globalThis', 'probe(globalThis.process.env)', 'process.env'],
    ['what a call returns', "import express from 'express'; probe(express())", 'express()'],
    ['a member of what a call returned', "import express from 'express'; const app = express(); probe(app.get)", 'express().get'],
    ['a member of an instance', "import { Pool } from 'pg'; const pool = new Pool(); probe(pool.query)", 'pg.Pool#query'],
    [
      'a destructured member of an instance',
      "import { Pool } from 'pg'; const pool = new Pool(); const { query } = pool; probe(query)",
      'pg.Pool#query',
    ],
    [
      'a call on an instance',
      "import { Pool } from 'pg'; const pool = new Pool(); const c = await pool.connect(); probe(c.query)",
      'pg.Pool#connect().query',
    ],
    ['import.meta', 'probe(import.meta.url)', 'import.meta.url'],
  ])('resolves %s', (_, code, name) => {
    expect(nameIn(code, parser)).toBe(name);
  });

  it.each([
    ['a parameter', 'function f(db) { probe(db.query) }'],
    ['a global that is shadowed', 'function f(process) { probe(process.env) }'],
    ['a variable with two values', "let a = require('pg'); a = require('mysql2'); probe(a)"],
    ["a loop's variable", "import x from 'x'; for (const a of x) probe(a)"],
    ['a function of the file', 'function f() {} probe(f)'],
    ['a computed member', "import pg from 'pg'; probe(pg[key])"],
    ['names in a circle', 'var a = b; var b = a; probe(a)'],
    ['an instance', "import { Pool } from 'pg'; probe(new Pool())"],
    ['an array pattern', "const [a] = require('pg'); probe(a)"],
    ['a rest element', "const { a, ...rest } = require('pg'); probe(rest)"],
  ])('has no name for %s', (_, code) => {
    expect(nameIn(code, parser)).toBeUndefined();
  });

  it('gives up on long chains of unknown calls in no time', () => {
    const start = performance.now();
    expect(nameIn(`function f() {} probe(f()${'.a()'.repeat(80)})`, parser)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});

describe.each(everyParser)('instanceOf under %s', (parser) => {
  it.each([
    ['new in place', "import Database from 'better-sqlite3'; probe(new Database('x.db'))", 'better-sqlite3'],
    ['a constant', "import Database from 'better-sqlite3'; const db = new Database('x.db'); probe(db)", 'better-sqlite3'],
    [
      'a variable assigned once',
      "import Database from 'better-sqlite3'; let db; function open() { db = new Database('x.db'); } probe(db)",
      'better-sqlite3',
    ],
    [
      'a variable filled at first use',
      "const { Pool } = require('pg'); let pool; function get() { pool ??= new Pool(); probe(pool) }",
      'pg.Pool',
    ],
    ['a factory', "import express from 'express'; const app = express(); probe(app)", 'express()'],
    ['an awaited factory', "import { open } from 'sqlite'; const db = await open({}); probe(db)", 'sqlite.open()'],
    ['a function of the file', "import knex from 'knex'; function db() { return knex({}); } probe(db())", 'knex()'],
    [
      'a function with two equal returns',
      "import knex from 'knex'; const db = (a) => { if (a) return knex(a); return knex(); }; probe(db())",
      'knex()',
    ],
    ['a field of the class', "import { Pool } from 'pg'; class A { pool = new Pool(); m() { probe(this.pool) } }", 'pg.Pool'],
    [
      'a field set in the constructor',
      "import { Pool } from 'pg'; class A { constructor() { this.pool = new Pool() } m() { probe(this.pool) } }",
      'pg.Pool',
    ],
    ['a private field', "import { Pool } from 'pg'; class A { #pool = new Pool(); m() { return () => probe(this.#pool) } }", 'pg.Pool'],
    ['a property of an object', "import { Pool } from 'pg'; const db = { pool: new Pool() }; probe(db.pool)", 'pg.Pool'],
    ['a cached global', "import { Pool } from 'pg'; const pool = globalThis.pool ?? new Pool(); probe(pool)", 'pg.Pool'],
  ])('knows %s', (_, code, name) => {
    expect(instanceIn(code, parser)).toBe(name);
  });

  it.each([
    ['the class itself', "import { Pool } from 'pg'; probe(Pool)"],
    ['a field with two values', 'class A { constructor() { this.a = new Map() } m() { this.a = new Set(); probe(this.a) } }'],
    [
      'a function with different returns',
      "import a from 'a'; import b from 'b'; const f = (x) => { if (x) return a(); return b(); }; probe(f())",
    ],
    ['a function that calls itself', 'function f() { return f(); } probe(f())'],
    ['a class of the file', 'class A {} probe(new A())'],
  ])('does not know %s', (_, code) => {
    expect(instanceIn(code, parser)).toBeUndefined();
  });
});

describe.each(typedParsers)('TypeScript names under %s', (parser) => {
  it.each([
    ['import = require', "import pg = require('pg'); probe(pg.Pool)", 'pg.Pool'],
    ['import = a name', "import pg from 'pg'; import P = pg.Pool; probe(P)", 'pg.Pool'],
    ['casts', "import pg from 'pg'; probe((pg as any).Pool!)", 'pg.Pool'],
    ['satisfies', "import pg from 'pg'; const p = pg.Pool satisfies object; probe(p)", 'pg.Pool'],
    ['a typed parameter', "import { Pool } from 'pg'; function f(db: Pool) { probe(db.query) }", 'pg.Pool#query'],
  ])('resolves %s', (_, code, name) => {
    expect(nameIn(code, parser, 'file.ts')).toBe(name);
  });

  it.each([
    [
      'a type in a namespace',
      "import Database from 'better-sqlite3'; function f(db: Database.Database) { probe(db) }",
      'better-sqlite3.Database',
    ],
    ['a type that may be missing', "import type { Pool } from 'pg'; let db: Pool | null = null; db = make(); probe(db)", 'pg.Pool'],
    ['a type with arguments', "import { Repository } from 'typeorm'; const f = (r: Repository<User>) => probe(r)", 'typeorm.Repository'],
    [
      'a parameter property',
      "import { DataSource } from 'typeorm'; class A { constructor(private readonly db: DataSource) {} m() { probe(this.db) } }",
      'typeorm.DataSource',
    ],
    [
      'a parameter property with a default',
      "import { DataSource } from 'typeorm'; class A { constructor(private db: DataSource = x) {} m() { probe(this.db) } }",
      'typeorm.DataSource',
    ],
    ['a declared field', "import { Pool } from 'pg'; class A { private pool?: Pool; m() { probe(this.pool) } }", 'pg.Pool'],
    [
      'a field set from a typed parameter',
      "import { Pool } from 'pg'; class A { pool; constructor(p: Pool) { this.pool = p } m() { probe(this.pool!) } }",
      'pg.Pool',
    ],
  ])('knows %s', (_, code, name) => {
    expect(instanceIn(code, parser, 'file.ts')).toBe(name);
  });

  it('knows no class in a union of two', () => {
    expect(instanceIn("import { Pool, Client } from 'pg'; function f(db: Pool | Client) { probe(db) }", parser, 'file.ts')).toBeUndefined();
  });
});

describe.each(everyParser)('dottedText under %s', (parser) => {
  it.each([
    ['probe(a.b.c)', 'a.b.c'],
    ["probe(this.db['query'])", 'this.db.query'],
    ['probe(a?.b)', 'a.b'],
    ['probe(import.meta.url)', 'import.meta.url'],
    ['probe(a[i])', undefined],
    ['probe(a().b)', undefined],
  ])('reads %s', (code, text) => {
    expect(dottedText(probed(sourceOf(code, parser)))).toBe(text);
  });
});
