import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  requireWrite: flag(
    false,
    'Also report a check that only reads (`SELECT 1`) in a project with SQLite: it passes with a full disk or a read-only volume.',
  ),
} as const;

export type Options = OptionsOf<typeof options>;

export type MessageId = 'constant' | 'hidesFailure' | 'shallowProbe' | 'neverWrites';

/** Words, one of which stands in every path of a health check. */
export const HEALTH_WORDS = ['health', '/ready', 'ready/', '/status', 'status/'];

/** Is this the path of a check that whoever runs the service goes by? `/live` and `/ping` promise nothing but that it runs. */
export function isHealthPath(path: string): boolean {
  const segments = path.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1)?.replace(/[?#$].*$/u, '') ?? '';
  if (/[:{<*]/u.test(path)) return false;
  // `/orders/status` is the status of something else.
  if (last === 'status')
    return segments.length === 1 || (segments.length <= 3 && segments.slice(0, -1).every((part) => /^(?:api|v\d+)$/u.test(part)));
  return /^(?:health|healthz|health[-_]?check|ready|readyz|readiness)$/iu.test(last) && !segments.some((part) => part.startsWith('live'));
}

/** What a project holds that depends on somebody else: databases, queues, services. */
export const PYTHON_DEPENDENCIES = [
  'sqlalchemy',
  'psycopg',
  'asyncpg',
  'sqlite3',
  'aiosqlite',
  'pymongo',
  'import redis',
  'redis.asyncio',
  'pymysql',
  'django.db',
  'tortoise',
  'peewee',
  'slack_sdk',
  'slack_bolt',
  'googleapiclient',
  'gspread',
  'openai',
  'anthropic',
  'import boto3',
  'aiokafka',
  'import pika',
  'elasticsearch',
];

export const JAVASCRIPT_DEPENDENCIES = [
  "'pg'",
  '"pg"',
  'pg-promise',
  'mongoose',
  "'mongodb'",
  '"mongodb"',
  '@prisma/client',
  'sequelize',
  'typeorm',
  'drizzle-orm',
  "'knex'",
  '"knex"',
  'mysql2',
  'ioredis',
  "'redis'",
  '"redis"',
  'better-sqlite3',
  '@slack/',
  'googleapis',
  "'openai'",
  '@anthropic-ai/sdk',
  'amqplib',
  'kafkajs',
  '@aws-sdk/',
  'bullmq',
];

/** Does the text of a check answer, or pass on, a failure: a status from 500 on, one that is worked out, an error? */
export function answersFailure(text: string): boolean {
  return /\b5\d\d\b|unavailable\b|SERVICE_UNAVAILABLE|INTERNAL_SERVER|status_code\s*=|\.status_code\b|\.status\(\s*(?!20\d)|statusCode\s*=|\braise\b|\bthrow\b|\babort\(|\bnext\(|HttpStatus\.(?!OK)/u.test(
    text,
  );
}

/** What has failed may be left out of a check's answer where the call in question only reads a version or a setting. */
export const CHECKING =
  /^(?:\$?(?:execute|query|queryRaw|executeRaw|command|admin|authenticate|raw)(?:Raw|Unsafe)?|ping|connect|scalar|scalars|fetch\w*|is_?connected|verify\w*|check\w*|test\w*|probe\w*|select|cursor|info|cluster_health|list_\w+|head_bucket|get_connection|getConnection|\w*_?(?:ping|health|health_check|healthcheck))$/iu;

/** Of a container's check: what does it take for health? Null when it asks more. */
export function shallowProbe(command: string): string | null {
  if (/^\s*exit 0\s*$/u.test(command) || /^\s*true\s*$/u.test(command) || /\|\|\s*(?:true|exit 0)\s*$/u.test(command))
    return 'a shell runs';
  if (/(?:^|[;&|]\s*)(?:pgrep|pidof)\b/u.test(command)) return 'the process runs';
  if (/\bps\s+(?:aux|-ef?|ax)\b[^|]{0,200}\|\s*grep/u.test(command)) return 'the process runs';
  if (/(?:^|[;&|]\s*)(?:nc|ncat|netcat)\s+(?:-\w+\s+)*-\w*z/u.test(command)) return 'the port is open';
  if (/<\s*\/dev\/tcp\//u.test(command)) return 'the port is open';
  if (asksWithoutStatus(command)) return 'curl gets any answer, a 500 too';
  return null;
}

function asksWithoutStatus(command: string): boolean {
  if (!/(?:^|[;&|]\s*)curl\b/u.test(command) || !/https?:\/\//u.test(command)) return false;
  // What reads the answer, or its status, decides by itself.
  if (/\||%\{http_code\}|\$\(/u.test(command.replace(/\|\|/gu, ''))) return false;
  return !/\s(?:-[a-zA-Z]*f[a-zA-Z]*|--fail(?:-with-body)?)(?=\s|$)/u.test(command);
}
