export type FrameworkName = 'express' | 'koa' | 'fastify' | 'hono' | 'nest' | 'next' | 'restify' | 'elysia';

/** A framework whose routes are registered by calls, in the names that `instanceOf` gives. */
export interface Framework {
  readonly name: FrameworkName;
  readonly modules: readonly string[];
  /** What applications and routers are instances of. */
  readonly instances: readonly string[];
  /** The names of the parameters that its handlers usually have, by which one is known where nothing else tells. */
  readonly signatures: readonly (readonly string[])[];
}

export const frameworks: readonly Framework[] = [
  {
    name: 'express',
    modules: ['express', '@feathersjs/express', 'router', 'polka', 'express-promise-router'],
    instances: [
      'express()',
      'express.Router()',
      'express.Router',
      'express.Application',
      'express.Express',
      'express.IRouter',
      'express.application',
      'express-promise-router()',
      'router()',
      'router',
      'polka()',
      '@feathersjs/express()',
    ],
    signatures: [
      ['req', 'res'],
      ['req', 'res', 'next'],
      ['request', 'response'],
      ['request', 'response', 'next'],
      ['err', 'req', 'res', 'next'],
      ['error', 'req', 'res', 'next'],
    ],
  },
  {
    name: 'koa',
    modules: ['koa', '@koa/router', 'koa-router', 'koa-joi-router'],
    instances: [
      'koa',
      'koa.default',
      '@koa/router',
      '@koa/router.Router',
      '@koa/router()',
      'koa-router',
      'koa-router()',
      'koa-joi-router()',
      'koa-joi-router',
    ],
    signatures: [['ctx', 'next'], ['ctx'], ['context', 'next']],
  },
  {
    name: 'fastify',
    modules: ['fastify', 'fastify-plugin'],
    instances: ['fastify()', 'fastify.fastify()', 'fastify.FastifyInstance', 'fastify.default()'],
    signatures: [
      ['request', 'reply'],
      ['req', 'reply'],
      ['request', 'reply', 'done'],
      ['req', 'reply', 'done'],
      ['_request', 'reply'],
    ],
  },
  {
    name: 'hono',
    modules: ['hono', 'hono/tiny', 'hono/quick', '@hono/zod-openapi'],
    instances: ['hono.Hono', 'hono', 'hono/tiny.Hono', 'hono/quick.Hono', '@hono/zod-openapi.OpenAPIHono'],
    signatures: [['c'], ['c', 'next']],
  },
  {
    name: 'restify',
    modules: ['restify'],
    instances: ['restify.createServer()'],
    signatures: [],
  },
  {
    name: 'elysia',
    modules: ['elysia'],
    instances: ['elysia.Elysia', 'elysia'],
    signatures: [],
  },
];

/** Methods of applications and routers that register a route, and the HTTP methods they register it for. */
export const verbs: Readonly<Record<string, readonly string[]>> = {
  all: ['ALL'],
  any: ['ALL'],
  del: ['DELETE'],
  delete: ['DELETE'],
  get: ['GET'],
  head: ['HEAD'],
  opts: ['OPTIONS'],
  options: ['OPTIONS'],
  patch: ['PATCH'],
  post: ['POST'],
  put: ['PUT'],
};

/** Decorators of Nest that make a method a route; what a client sends with another method does not reach it. */
export const nestVerbs: Readonly<Record<string, readonly string[]>> = {
  All: ['ALL'],
  Delete: ['DELETE'],
  Get: ['GET'],
  Head: ['HEAD'],
  Options: ['OPTIONS'],
  Patch: ['PATCH'],
  Post: ['POST'],
  Put: ['PUT'],
  Sse: ['GET'],
};

/** What Next exports from a `route.ts` to answer each method. */
export const nextVerbs: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Names under which applications and routers go where nothing tells what made them. */
export const routerNames = /^(?:app|router|routes?|server|api|fastify|instance|koa|hono|web)$|(?:App|Router|Routes|Api)$/u;

/** Fastify's hooks that run before the handler, in the order it runs them. */
export const hooksBeforeHandler: readonly string[] = ['onRequest', 'preParsing', 'preValidation', 'preHandler'];

/** Packages that only a server loads; a sub-path counts with its package. */
export const serverModules: readonly string[] = [
  '@apollo/server',
  '@aws-sdk',
  '@fastify',
  '@feathersjs/express',
  '@google-cloud',
  '@hapi/hapi',
  '@hono/node-server',
  '@koa/router',
  '@nestjs',
  '@prisma/client',
  '@slack/bolt',
  'amqplib',
  'better-sqlite3',
  'bull',
  'bullmq',
  'commander',
  'discord.js',
  'dotenv',
  'elysia',
  'execa',
  'express',
  'fastify',
  'fs-extra',
  'hapi',
  'ink',
  'ioredis',
  'kafkajs',
  'knex',
  'koa',
  'mongodb',
  'mongoose',
  'multer',
  'mysql',
  'mysql2',
  'next/headers',
  'next/server',
  'node-cron',
  'nodemailer',
  'passport',
  'pg',
  'pino',
  'polka',
  'react-dom/server',
  'redis',
  'restify',
  'sequelize',
  'server-only',
  'sharp',
  'sqlite3',
  'telegraf',
  'typeorm',
  'winston',
  'yargs',
];

/** Packages that show a page; a sub-path counts with its package. */
export const clientModules: readonly string[] = [
  '@angular',
  '@emotion/react',
  '@mui/material',
  '@reduxjs/toolkit',
  '@tanstack/react-query',
  '@testing-library/react',
  '@vueuse/core',
  'antd',
  'client-only',
  'jquery',
  'lit',
  'lit-element',
  'lit-html',
  'next/navigation',
  'next/router',
  'next/link',
  'next/image',
  'pinia',
  'preact',
  'react',
  'react-dom',
  'react-native',
  'react-redux',
  'react-router',
  'react-router-dom',
  'solid-js',
  'styled-components',
  'svelte',
  'vue',
  'vue-router',
  'vuex',
  'zustand',
];

/** What makes a package a server's, or a page's, when its package.json depends on it. */
export const serverPackages: readonly string[] = [
  '@hapi/hapi',
  '@hono/node-server',
  '@nestjs/core',
  '@slack/bolt',
  'discord.js',
  'elysia',
  'express',
  'fastify',
  'hono',
  'koa',
  'polka',
  'restify',
  'telegraf',
];
export const clientPackages: readonly string[] = ['@angular/core', 'lit', 'preact', 'react', 'solid-js', 'svelte', 'vue'];
/** Frameworks that have both in one package, so that their presence decides nothing. */
export const fullStackPackages: readonly string[] = ['@remix-run/node', '@sveltejs/kit', 'astro', 'next', 'nuxt'];
