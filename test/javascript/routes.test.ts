import { describe, expect, it } from 'vitest';
import { isFunction } from '../../src/javascript/expressions.ts';
import { requestParameter, roleOf } from '../../src/javascript/handlers.ts';
import { nestRouteOf } from '../../src/javascript/nest-routes.ts';
import { nextRoutes } from '../../src/javascript/next-routes.ts';
import { Kind, type JavaScript } from '../../src/javascript/nodes.ts';
import { handlerOf, middlewareOf, routeOf, type Route } from '../../src/javascript/routes.ts';
import { allNodes, everyParser, sourceOf, typedParsers, type ParserName } from './parse.ts';

function calls(code: string, parser: ParserName, file?: string) {
  const source = sourceOf(code, parser, file);
  return { source, calls: allNodes(source).filter((node): node is JavaScript.CallExpression => node.type === Kind.CallExpression) };
}

/** Each route of the file: framework, methods, path, and the texts of its handlers. */
function routes(code: string, parser: ParserName, file?: string): string[] {
  const found = calls(code, parser, file);
  return found.calls.flatMap((call) => {
    const route = routeOf(call, found.source);
    return route ? [describeRoute(route, (node) => found.source.getText(node))] : [];
  });
}

function describeRoute({ framework, methods, path, handlers }: Route, text: (node: JavaScript.Node) => string): string {
  return `${framework} ${methods.join()} ${path ?? '?'} [${handlers.map(text).join(' ')}]`;
}

/** Deeper chains break the scope analysis of ESLint itself; typescript-eslint's breaks before. */
const LONGEST_CHAIN = 1000;

it.each(['espree', 'ours'] as const)(
  'reads each call of a long chain under %s',
  (parser) => {
    const hono = `import { Hono } from 'hono'; export const app = new Hono()${".get('/a', h)".repeat(LONGEST_CHAIN)}`;
    expect(routes(hono, parser)).toHaveLength(LONGEST_CHAIN);
    const express = `import express from 'express'; const app = express(); app.route('/a')${'.get(h)'.repeat(LONGEST_CHAIN)}`;
    expect(new Set(routes(express, parser))).toEqual(new Set(['express GET /a [h]']));
  },
  30_000,
);

const EXPRESS = "import express from 'express'; const app = express();";

describe.each(everyParser)('routes under %s', (parser) => {
  it.each([
    ['a plain one', `${EXPRESS} app.get('/a', h)`, ['express GET /a [h]']],
    ['guards in order', `${EXPRESS} app.post('/a', auth, [role, log], h)`, ['express POST /a [auth role log h]']],
    ['a router', "const { Router } = require('express'); const r = Router(); r.delete('/a/:id', h)", ['express DELETE /a/:id [h]']],
    ['a folded path', `${EXPRESS} const base = '/api'; app.get(base + '/a', h)`, ['express GET /api/a [h]']],
    ['an unknown path', `${EXPRESS} app.get(\`\${prefix}/a\`, h)`, ['express GET ? [h]']],
    ['route() with verbs', `${EXPRESS} app.route('/a').get(g).post(auth, h)`, ['express POST /a [auth h]', 'express GET /a [g]']],
    ['a parameter named app', "module.exports = (app) => { app.get('/a', h) }", ['express GET /a [h]']],
    ['koa', "import Router from '@koa/router'; const router = new Router(); router.get('name', '/a', m, h)", ['koa GET /a [m h]']],
    [
      'fastify',
      "import Fastify from 'fastify'; const f = Fastify(); f.get('/a', { preHandler: [auth], onRequest: log }, h)",
      ['fastify GET /a [log auth h]'],
    ],
    [
      'fastify with options only',
      "import Fastify from 'fastify'; const f = Fastify(); f.route({ method: ['GET', 'HEAD'], url: '/a', preHandler: auth, handler: h })",
      ['fastify GET,HEAD /a [auth h]'],
    ],
    ['a plugin of fastify', "export default async function plugin(fastify, opts) { fastify.post('/a', h) }", ['fastify POST /a [h]']],
    ['hono', "import { Hono } from 'hono'; const app = new Hono(); app.get('/a', m, h)", ['hono GET /a [m h]']],
    [
      'what a plugin is handed',
      "import Fastify from 'fastify'; const f = Fastify(); f.register(async (inner) => { inner.get('/a', h) })",
      ['fastify GET /a [h]'],
    ],
    [
      'a chain of hono',
      "import { Hono } from 'hono'; const app = new Hono().get('/a', g).on('PURGE', '/b', h)",
      ['hono PURGE /b [h]', 'hono GET /a [g]'],
    ],
  ])('reads %s', (_, code, expected) => {
    expect(routes(code, parser)).toEqual(expected);
  });

  it.each([
    ['a setting', `${EXPRESS} app.get('port')`],
    ['a client', "import axios from 'axios'; const api = axios.create(); api.get('/a', h)"],
    ["a client's options", "api.get('/a', { headers: {} }); api.post('/a', data)"],
    ['a map', "const map = new Map(); map.get('/a', h)"],
    ['another name', "cache.get('/a', h)"],
    ['an event', `${EXPRESS} app.on('mount', '/a', h)`],
  ])('leaves %s alone', (_, code) => {
    expect(routes(code, parser)).toEqual([]);
  });

  it('finds the handler behind names and wrappers', () => {
    const { source, calls: found } = calls(
      `${EXPRESS} const h = (req, res) => 1; app.get('/a', asyncHandler(h)); app.get('/b', auth, h);`,
      parser,
    );
    const handlers = found.flatMap((call) => {
      const route = routeOf(call, source);
      return route ? [handlerOf(route, source)?.type] : [];
    });
    expect(handlers).toEqual(['ArrowFunctionExpression', 'ArrowFunctionExpression']);
  });

  it.each([
    [`${EXPRESS} app.use(a, b)`, 'express undefined undefined a b'],
    [`${EXPRESS} app.use('/api', a)`, 'express /api undefined a'],
    ["import Koa from 'koa'; const app = new Koa(); app.use(a)", 'koa undefined undefined a'],
    ["import Fastify from 'fastify'; const f = Fastify(); f.addHook('preHandler', a)", 'fastify undefined preHandler a'],
  ])('reads the middleware of %s', (code, expected) => {
    const { source, calls: found } = calls(code, parser);
    const texts = found.flatMap((call) => {
      const middleware = middlewareOf(call, source);
      if (!middleware) return [];
      const { framework, path, hook, handlers } = middleware;
      return [[framework, String(path), String(hook), ...handlers.map((node) => source.getText(node))].join(' ')];
    });
    expect(texts).toEqual([expected]);
  });

  it.each([
    ['a handler', `${EXPRESS} app.get('/a', auth, (req, res) => 1)`, 'handler registration'],
    ['a guard', `${EXPRESS} app.get('/a', (req, res, next) => 1, h)`, 'middleware registration'],
    ['middleware', `${EXPRESS} app.use((req, res, next) => 1)`, 'middleware registration'],
    ['an error handler', `${EXPRESS} app.use((err, req, res, next) => 1)`, 'errorHandler registration'],
    ['a named handler', `${EXPRESS} function h(a, b) {} app.get('/a', auth, h)`, 'handler registration'],
    ['a constant handler', `${EXPRESS} const h = (a, b) => 1; app.get('/a', wrap(h))`, 'handler registration'],
    ['a handler in a list', `${EXPRESS} app.get('/a', [auth, (a, b) => 1])`, 'handler registration'],
    [
      'a hook of a route',
      "import F from 'fastify'; const f = F(); f.get('/a', { preHandler: async (a) => 1 }, h)",
      'middleware registration',
    ],
    ['a controller', 'export const get = async (req, res) => 1', 'handler signature'],
    ['a wrapped controller', 'export const get = asyncHandler(async (req, res) => 1)', 'handler signature'],
    ['a factory of middleware', 'const f = allow(); function role() { return (req, res, next) => 1 }', 'middleware signature'],
    ['a koa handler', "import Router from '@koa/router'; export async function get(ctx) {}", 'handler signature'],
  ])('knows %s', (_, code, expected) => {
    const source = sourceOf(code, parser);
    const roles = allNodes(source)
      .filter(isFunction)
      .flatMap((node) => {
        const role = roleOf(node, source, 'src/file.js');
        return role ? [`${role.role} ${role.evidence}`] : [];
      });
    expect(roles).toEqual([expected]);
  });

  it.each(['http.createServer((req, res) => 1)', 'function f(ctx) {}', 'list.map((a, b) => 1)', `${EXPRESS} app.listen(80, () => 1)`])(
    'gives no role in %s',
    (code) => {
      const source = sourceOf(code, parser);
      expect(
        allNodes(source)
          .filter(isFunction)
          .map((node) => roleOf(node, source, 'src/file.js')),
      ).toEqual([undefined]);
    },
  );

  it('finds the request', () => {
    const source = sourceOf(`${EXPRESS} app.use((err, r, res, next) => 1); app.get('/a', (q, res) => 1)`, parser);
    const names = allNodes(source)
      .filter(isFunction)
      .map((node) => {
        const role = roleOf(node, source, 'src/file.js');
        const parameter = role && requestParameter(node, role);
        return parameter && source.getText(parameter);
      });
    expect(names).toEqual(['r', 'q']);
  });

  it.each([
    [
      'src/app/api/users/[id]/route.js',
      'export async function GET() {} export const POST = h; export const dynamic = 1;',
      ['GET /api/users/[id]', 'POST /api/users/[id]'],
    ],
    ['app/(shop)/cart/route.js', 'async function get() {} export { get as GET }', ['GET /cart']],
    ['app/route.js', 'export function GET() {}', ['GET /']],
    ['pages/api/users/index.js', 'export default function (req, res) {}', ['ALL /api/users']],
    ['src/pages/api/users/[id].js', 'const h = () => 1; export default h', ['ALL /api/users/[id]']],
    ['lib/route.js', 'export function GET() {}', []],
    ['app/api/users/helper.js', 'export function GET() {}', []],
  ])("reads Next's %s", (path, code, expected) => {
    expect(nextRoutes(sourceOf(code, parser), path).map(({ methods, path: url }) => `${methods.join()} ${url ?? '?'}`)).toEqual(expected);
  });
});

describe.each(typedParsers)('routes of Nest under %s', (parser) => {
  const CODE = `
    import { Controller, Get, Post, UseGuards } from '@nestjs/common';
    @UseGuards(A) @Controller('users')
    class Users {
      @Get(':id') @UseGuards(B, C) @UseGuards(D)
      one(@Param('id') id: string) {}
      @Post()
      add() {}
      helper() {}
    }
    class Other { @Get() get() {} }`;

  it('reads methods, paths, and guards in the order they run', () => {
    const source = sourceOf(CODE, parser, 'file.ts');
    const found = allNodes(source).flatMap((node) => (node.type === Kind.MethodDefinition ? [nestRouteOf(node, source)] : []));
    expect(
      found.map(
        (route) => route && `${route.methods.join()} ${route.path ?? '?'} ${route.guards.map((guard) => source.getText(guard)).join()}`,
      ),
    ).toEqual(['GET /users/:id A,D,B,C', 'POST /users A', undefined, undefined]);
    expect(found[0]?.methodDecorators.map(({ name }) => name)).toEqual(['Get', 'UseGuards', 'UseGuards']);
    expect(found[0]?.classDecorators.map(({ name }) => name)).toEqual(['UseGuards', 'Controller']);
  });

  it('knows the methods as handlers', () => {
    const source = sourceOf(CODE, parser, 'file.ts');
    const roles = allNodes(source)
      .filter(isFunction)
      .map((node) => roleOf(node, source, 'src/users.controller.ts')?.evidence);
    expect(roles).toEqual(['decorator', 'decorator', undefined, undefined]);
  });

  it('reads the type of a router', () => {
    expect(
      routes(
        "import type { FastifyInstance } from 'fastify'; export const f = (s: FastifyInstance) => { s.get('/a', h) }",
        parser,
        'file.ts',
      ),
    ).toEqual(['fastify GET /a [h]']);
  });
});
