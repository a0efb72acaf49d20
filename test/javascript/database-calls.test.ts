import { describe, expect, it } from 'vitest';
import { fileOptionsOf, isSafeTag, sqlCall } from '../../src/javascript/database-calls.ts';
import { isErrorReport, logCall } from '../../src/javascript/loggers.ts';
import { Kind, type JavaScript } from '../../src/javascript/nodes.ts';
import { allNodes, everyParser, sourceOf, typedParsers, type ParserName } from './parse.ts';

function callsIn(code: string, parser: ParserName, file?: string) {
  const source = sourceOf(code, parser, file);
  return { source, calls: allNodes(source).filter((node) => node.type === Kind.CallExpression || node.type === Kind.NewExpression) };
}

function sqlIn(code: string, parser: ParserName, file?: string): string[] {
  const { source, calls } = callsIn(code, parser, file);
  return calls.flatMap((call) => {
    const found = sqlCall(call, source);
    return found ? [`${found.database?.name ?? '?'} ${found.kind} ${source.getText(found.text)}`] : [];
  });
}

describe.each(everyParser)('sqlCall under %s', (parser) => {
  it.each([
    ["import pg from 'pg'; const pool = new pg.Pool(); pool.query(q)", ['pg statement q']],
    ["import { Pool } from 'pg'; const pool = new Pool(); const c = await pool.connect(); c.query(q)", ['pg statement q']],
    [
      "import mysql from 'mysql2/promise'; const pool = mysql.createPool({}); const c = await pool.getConnection(); c.execute(q)",
      ['mysql statement q'],
    ],
    ["import Database from 'better-sqlite3'; const d = new Database('x'); d.prepare(q).all(a)", ['better-sqlite3 statement q']],
    ["const sqlite3 = require('sqlite3').verbose(); const d = new sqlite3.Database('x'); d.all(q)", ['sqlite3 statement q']],
    ["import { open } from 'sqlite'; const d = await open({}); d.get(q)", ['sqlite statement q']],
    ["import knex from 'knex'; const k = knex({}); k.raw(q); k('users').where({}).whereRaw(f)", ['knex statement q', 'knex fragment f']],
    ["import { PrismaClient } from '@prisma/client'; const p = new PrismaClient(); p.$queryRawUnsafe(q)", ['prisma statement q']],
    ["import { Prisma } from '@prisma/client'; Prisma.raw(q)", ['prisma raw q']],
    ["import { sql } from 'drizzle-orm'; sql.raw(q)", ['drizzle raw q']],
    ["import postgres from 'postgres'; const sql = postgres(); sql.unsafe(q)", ['postgres.js raw q']],
    ["import { DataSource } from 'typeorm'; const s = new DataSource({}); s.createQueryBuilder().where(f)", ['typeorm fragment f']],
    ["import { db } from './db.js'; db.query(q)", ['? statement q']],
    ['function f(client) { client.query(q) }', ['? statement q']],
    ['class A { m() { this.pool.query(q) } }', ['? statement q']],
    ["import { db } from './db.js'; db.all('SELECT 1'); db.get('user:1')", ["? statement 'SELECT 1'"]],
    ['tx.$executeRawUnsafe(q)', ['? statement q']],
  ])('finds the SQL of %s', (code, expected) => {
    expect(sqlIn(code, parser)).toEqual(expected);
  });

  it.each([
    "import { QueryClient } from '@tanstack/react-query'; const client = new QueryClient(); client.query(q)",
    'document.querySelector(q); regex.exec(q); cache.get(q); list.all(q)',
    "import axios from 'axios'; axios.get(q)",
    "import { Redis } from 'ioredis'; const client = new Redis(); client.get(q)",
    'query(q)',
    'pool.query(...q)',
    "import { Pool } from 'pg'; const pool = new Pool(); pool.on(q)",
  ])('finds none in %s', (code) => {
    expect(sqlIn(code, parser)).toEqual([]);
  });

  it.each([
    ["import { Prisma } from '@prisma/client'; Prisma.sql`a`", true],
    ["import { sql } from 'slonik'; sql.unsafe`a`", true],
    ["import { sql, type } from 'slonik'; sql.type(z)`a`", true],
    ["import postgres from 'postgres'; const db = postgres(); db`a`", true],
    ['prisma.$queryRaw`a`', true],
    ['sql`a`', true],
    ['gql`a`', false],
    ['String.raw`a`', false],
  ])('tells whether the tag of %s binds its holes', (code, safe) => {
    const source = sourceOf(code, parser);
    const tagged = allNodes(source).find((node) => node.type === Kind.TaggedTemplateExpression);
    expect(tagged?.type === Kind.TaggedTemplateExpression && isSafeTag(tagged.tag, source)).toBe(safe);
  });

  it.each([
    ["import D from 'better-sqlite3'; new D('x')", ['0']],
    ["import { DatabaseSync } from 'node:sqlite'; new DatabaseSync('x')", ['0']],
    ["import { createClient } from '@libsql/client'; createClient({})", ['0.url']],
    ["import knex from 'knex'; knex({})", ['0.connection.filename', '0.connection']],
    ["import { Pool } from 'pg'; new Pool('x')", []],
  ])('knows where %s names its file', (code, places) => {
    const { source, calls } = callsIn(code, parser);
    expect(calls.flatMap((call) => fileOptionsOf(call, source)).map(({ argument, path }) => [argument, ...path].join('.'))).toEqual(places);
  });
});

it.each(typedParsers)('knows connections by their types under %s', (parser) => {
  expect(
    sqlIn(
      "import { EntityManager } from 'typeorm'; class A { constructor(private readonly m: EntityManager) {} f() { this.m.query(q) } }",
      parser,
      'file.ts',
    ),
  ).toEqual(['typeorm statement q']);
});

describe.each(everyParser)('logCall under %s', (parser) => {
  it.each([
    ["console.error('a')", ['error console']],
    ["import pino from 'pino'; const p = pino(); p.info('a')", ['info']],
    ["import pino from 'pino'; const p = pino(); p.child({}).warn('a')", ['warn']],
    ["import winston from 'winston'; const w = winston.createLogger({}); w.error('a')", ['error']],
    ["req.log.info('a')", ['info']],
    ["this.logger.debug('a')", ['debug']],
    ["fastify.log.error('a')", ['error']],
    ["requestLogger.info('a')", ['info']],
    ["import createDebug from 'debug'; const debug = createDebug('x'); debug('a')", ['debug']],
    ["import { Logger } from '@nestjs/common'; const l = new Logger(); l.warn('a')", ['warn']],
  ])('finds that of %s', (code, expected) => {
    const { source, calls } = callsIn(code, parser);
    const found = calls.flatMap((call) => {
      const log = logCall(call, source);
      return log ? [log.isConsole ? `${log.method} console` : log.method] : [];
    });
    expect(found).toEqual(expected);
  });

  it.each(['Math.log(1)', "auditLog.info('a')", "dialog.error('a')", "catalog.info('a')", 'console.time()', 'list.log(1)'])(
    'finds none in %s',
    (code) => {
      const { source, calls } = callsIn(code, parser);
      expect(calls.map((call) => logCall(call, source))).toEqual([undefined]);
    },
  );

  it.each([
    ["import * as Sentry from '@sentry/node'; Sentry.captureException(e)", true],
    ["import rollbar from 'rollbar'; rollbar.error(e)", true],
    ['span.recordException(e)', true],
    ['report(e)', false],
  ])('tells whether %s reports an error', (code, reports) => {
    const { source, calls } = callsIn(code, parser);
    expect(calls.map((call: JavaScript.CallExpression | JavaScript.NewExpression) => isErrorReport(call, source))).toEqual([reports]);
  });
});
