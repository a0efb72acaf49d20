import { kit as dockerfile } from './dockerfile/kit.ts';
import { kit as dotenv } from './dotenv/kit.ts';
import { kit as javascript } from './javascript/kit.ts';
import { unpack } from './kit.ts';
import { kit as markdown } from './markdown/kit.ts';
import { kit as python } from './python/kit.ts';
import { kit as shell } from './shell/kit.ts';
import { kit as yaml } from './yaml/kit.ts';

/** The kits of all kinds, for who cannot wait for one: ESLint asks its rules and languages at once. */
export const everyKit = [python, javascript, yaml, dotenv, dockerfile, markdown, shell].map(unpack);
