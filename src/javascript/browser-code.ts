import type { JavaScriptSource } from './detector.ts';

/** Does a file, whatever else it imports, speak to the document, to the browser's storage, or to the server it came from? */
export function speaksToBrowser({ text }: JavaScriptSource, path: string): boolean {
  if (SERVER.test(text)) return false;
  return (
    BROWSER.some((sign) => sign.test(text)) || (BROWSER_FOLDER.test(path) && !/\b(?:require\(|module\.exports|process\.env)/u.test(text))
  );
}

const BROWSER_FOLDER = /(?:^|\/)(?:web|client|frontend|front|public|static|www|assets|ui|browser|components|views)\//iu;
const BROWSER: readonly RegExp[] = [
  /\bdocument\.(?:getElementById|querySelector|cookie|forms|addEventListener|body|createElement)/u,
  /\bwindow\.|\b(?:local|session)Storage\b|\blocation\.(?:href|assign|replace)|\baddEventListener\(|\bprompt\(|\$\(['"]/u,
  // A path without a host leads back to where the page came from.
  /\b(?:fetch|axios(?:\.\w+)?|ajax)\(\s*['"`]\/|\bbaseURL:\s*['"`]\/|this\.\$router\b/u,
  /from ['"](?:react|vue|svelte|preact|solid-js|@angular\/core|react-native)['"]/u,
];
const SERVER_MODULES = 'express|koa|fastify|@nestjs\\/common|(?:node:)?(?:http|fs)|hono|next\\/server';
const SERVER = new RegExp(`\\b(?:require\\(|from )['"](?:${SERVER_MODULES})['"]`, 'u');
