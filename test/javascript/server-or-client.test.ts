import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sideOf } from '../../src/javascript/server-or-client.ts';
import { everyParser, sourceOf } from './parse.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pitfalls-side-'));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

function packageWith(name: string, text: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
  mkdirSync(join(folder, '.git'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), text);
  return join(folder, 'src', 'deep', 'file.js');
}

describe.each(everyParser)('sideOf under %s', (parser) => {
  it.each([
    ["import fs from 'fs'", 'server'],
    ["import { readFile } from 'node:fs/promises'", 'server'],
    ["const express = require('express')", 'server'],
    ["const app = require('express')()", 'server'],
    ["import { Module } from '@nestjs/common'", 'server'],
    ["require('dotenv').config()", 'server'],
    ["import React from 'react'", 'client'],
    ["import { map } from 'react-dom/client'", 'client'],
    ["export * from 'vue'", 'client'],
    ["import React from 'react'; import { renderToString } from 'react-dom/server'", 'server'],
    ["'use client'; import fs from 'fs'", 'client'],
    ["'use strict'; 'use server'; import React from 'react'", 'server'],
    ['const a = 1', 'unknown'],
    ["import a from './a.js'", 'unknown'],
    ["import a from 'reactive'", 'unknown'],
  ])('reads %s', (code, side) => {
    expect(sideOf(sourceOf(code, parser), 'file.js')).toBe(side);
  });

  it('takes a component for a page', () => {
    expect(sideOf(sourceOf('const a = 1', parser, 'file.jsx'), 'src/file.jsx')).toBe('client');
  });

  it.each([
    ['express', '{"dependencies":{"express":"5"}}', 'server'],
    ['react', '{"dependencies":{"react":"19"}}', 'client'],
    ['both', '{"dependencies":{"react":"19","express":"5"}}', 'unknown'],
    ['next', '{"dependencies":{"react":"19","next":"15"}}', 'unknown'],
    ['bin', '{"bin":"cli.js"}', 'server'],
    ['nothing', '{}', 'unknown'],
    ['null', 'null', 'unknown'],
    ['broken', '{"dependencies":{"express"', 'unknown'],
    ['odd', '{"dependencies":["express"]}', 'unknown'],
  ])('asks the nearest package.json: %s', (name, text, side) => {
    const file = packageWith(`${parser}-${name}`, text);
    expect(sideOf(sourceOf('const a = 1', parser), file)).toBe(side);
  });

  it('asks it once per folder', () => {
    const file = packageWith(`${parser}-once`, '{"dependencies":{"express":"5"}}');
    expect(sideOf(sourceOf('', parser), file)).toBe('server');
    packageWith(`${parser}-once`, '{"dependencies":{"react":"19"}}');
    expect(sideOf(sourceOf('', parser), file)).toBe('server');
  });

  it('says nothing of a file that is nowhere', () => {
    expect(sideOf(sourceOf('', parser), '<input>')).toBe('unknown');
    expect(sideOf(sourceOf('', parser), join(root, 'no', 'such', 'folder', 'file.js'))).toBe('unknown');
  });
});

it('takes a type import for nothing', () => {
  expect(sideOf(sourceOf("import type { Request } from 'express'", 'ours', 'file.ts'), 'file.ts')).toBe('unknown');
});
