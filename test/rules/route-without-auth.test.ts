import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';
import { GivenContent } from '../../src/project/content.ts';
import { Project } from '../../src/project/project.ts';
import { useProject } from '../../src/project/projects.ts';

const ROOT = '/a-project';

/** The first words of what is reported in a file of a project. */
function found(files: Readonly<Record<string, string>>, path: string, options: object = {}): string[] {
  useProject(ROOT, new Project(new GivenContent(new Map(Object.entries(files)))));
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.js'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/route-without-auth': ['error', options] } },
  ];
  const messages = new Linter({ cwd: ROOT }).verify(files[path] ?? '', configs as Linter.Config[], { filename: `${ROOT}/${path}` });
  return messages.flatMap(({ ruleId, message }) =>
    ruleId === 'pitfalls/route-without-auth' ? [message.split(' ').slice(0, 2).join(' ')] : [],
  );
}

const guarded = '@app.get("/me")\n@login_required\ndef me():\n    return current_user.name\n\n\n';
const route = '@app.post("/orders")\ndef place():\n    db.session.add(Order())\n    db.session.commit()\n';
const start = 'from flask import Flask\nfrom flask_login import current_user, login_required\n\napp = Flask(__name__)\n\n\n';

test('a text that lies in no project is not looked at', () => {
  const text = start + guarded + route;
  const configs = [...plugin.configs.recommended] as Linter.Config[];
  expect(found({ 'app.py': text }, 'app.py')).toEqual(["'POST /orders'"]);
  expect(
    new Linter({ cwd: ROOT })
      .verify(text, configs, { filename: 'app.py' })
      .filter(({ ruleId }) => ruleId === 'pitfalls/route-without-auth'),
  ).toEqual([]);
});

test('options: paths and words for what is public, words for data, names of guards', () => {
  const files = { 'app.py': start + guarded + route };
  expect(found(files, 'app.py', { publicSegments: ['orders'] })).toEqual([]);
  const own = { 'app.py': start + guarded + route.replace('def place', '@somebody\ndef place') };
  expect(found(own, 'app.py')).toEqual(["'POST /orders'"]);
  expect(found(own, 'app.py', { authenticators: ['somebody'] })).toEqual([]);
  const reading = { 'app.py': `${start}${guarded}@app.get("/ponies")\ndef ponies():\n    return Pony.query.all()\n` };
  expect(found(reading, 'app.py')).toEqual([]);
  expect(found(reading, 'app.py', { dataWords: ['pony', 'ponie'] })).toEqual(["'GET /ponies'"]);
  expect(found(reading, 'app.py', { dataWords: ['pony', 'ponie'], reads: false })).toEqual([]);
  expect(found(reading, 'app.py', { dataWords: ['pony', 'ponie'], publicPaths: ['/ponies*'] })).toEqual([]);
});

test('a guard in another module counts as soon as it is there', () => {
  const router =
    'from fastapi import APIRouter, Depends\n\nrouter = APIRouter()\n\n\n@router.post("/orders")\ndef place(db=Depends(get_db)):\n    db.add(1)\n';
  const main = (more: string): string =>
    `from fastapi import Depends, FastAPI\nfrom orders import router\nfrom caller import get_current_user\n\napp = FastAPI()\napp.include_router(router${more})\n`;
  const caller = 'def get_current_user(request):\n    return request.session["user"]\n';
  expect(found({ 'orders.py': router, 'main.py': main(''), 'caller.py': caller }, 'orders.py')).toEqual(["'POST /orders'"]);
  const guard = ', dependencies=[Depends(get_current_user)]';
  expect(found({ 'orders.py': router, 'main.py': main(guard), 'caller.py': caller }, 'orders.py')).toEqual([]);
  // A list that nobody can see may hold one.
  expect(found({ 'orders.py': router, 'main.py': main(', dependencies=GUARDS'), 'caller.py': caller }, 'orders.py')).toEqual([]);
});

test('in JavaScript, a guard that is used too late covers nothing', () => {
  const files = (first: string, second: string): Record<string, string> => ({
    'app.js': `import express from 'express';\nimport orders from './orders.js';\nimport { requireAuth } from './auth.js';\nconst app = express();\n${first}\n${second}\n`,
    'orders.js':
      "import { Router } from 'express';\nimport { Order } from './models.js';\nconst router = Router();\nrouter.post('/', async (req, res) => { await Order.create(req.body); res.end(); });\nexport default router;\n",
    'auth.js': 'export function requireAuth(req, res, next) { if (req.user) next(); else res.status(401).end(); }\n',
  });
  const guard = 'app.use(requireAuth);';
  const mount = "app.use('/orders', orders);";
  expect(found(files(guard, mount), 'orders.js')).toEqual([]);
  expect(found(files(mount, guard), 'orders.js')).toEqual(["'POST /orders/'"]);
});
