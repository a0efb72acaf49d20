import { django } from './django.ts';
import { fastapi } from './fastapi.ts';
import { flask } from './flask.ts';

/** Packages whose import tells that a file handles requests. */
export const webFrameworks: readonly string[] = [
  ...flask.modules,
  ...fastapi.modules,
  ...django.modules,
  'flask_caching',
  'flask_login',
  'aiohttp',
  'sanic',
  'bottle',
  'tornado',
  'litestar',
  'pyramid',
  'falcon',
];
