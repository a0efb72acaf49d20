import { describe, expect, it } from 'vitest';
import { isComposeFile, servicesOf } from '../../src/yaml/knowledge/compose.ts';
import { parse } from './parse.ts';

const FILE = `x-common: &common
  DEBUG: "1"
services:
  web: &web
    build: .
    working_dir: /app
    environment:
      <<: *common
      DATABASE_URL: sqlite:///app.db # c
      EMPTY:
      NUMBER: 8080
  worker:
    <<: *web
    environment:
      - DATABASE_URL=sqlite:///a=b.db
      - "QUOTED=x y"
      - 'IT=it''s'
      - PASSED
      - !secret HIDDEN=x
      - [nested]
  broken: 1
`;

function environment(service: string) {
  const found = servicesOf(parse(FILE)).find(({ name }) => name === service);
  return (found?.environment ?? []).map(({ name, value, range, loc }) => [name, value, FILE.slice(...range), loc.start.line]);
}

describe('a Compose file', () => {
  it.each([
    'compose.yml',
    'compose.yaml',
    'docker-compose.yml',
    'deploy/docker-compose.prod.yaml',
    'compose.override.yml',
    'docker-compose-dev.yml',
  ])('is %s', (path) => {
    expect(isComposeFile(path, parse(''))).toBe(true);
  });

  it.each(['composer.yml', 'mycompose.yml', 'app.yml', 'compose.json', 'compose/app.yml'])('is not %s by its name', (path) => {
    expect(isComposeFile(path, parse(''))).toBe(false);
  });

  it.each([
    ['services: {web: {image: nginx}}', true],
    ['services:\n  web:\n    build: .\n', true],
    ['services: {web: {command: x}}', false],
    ['services: [postgres]', false],
    ['services: {db: {image: postgres}}\nsteps: {test: {image: node}}', false],
    ['jobs: {test: {services: {db: {image: postgres}}}}', false],
    ['- a', false],
    ['', false],
  ])('is told by %j: %s', (text, expected) => {
    expect(isComposeFile('local.yml', parse(text))).toBe(expected);
  });
});

describe('services', () => {
  it('are the mappings under `services`', () => {
    expect(servicesOf(parse(FILE)).map(({ name, nameNode }) => [name, nameNode.loc.start.line])).toEqual([
      ['web', 4],
      ['worker', 12],
    ]);
  });

  it('have an environment written as a mapping', () => {
    expect(environment('web')).toEqual([
      ['DATABASE_URL', 'sqlite:///app.db', 'sqlite:///app.db', 9],
      ['EMPTY', null, 'EMPTY', 10],
      ['NUMBER', '8080', '8080', 11],
      ['DEBUG', '1', '"1"', 2],
    ]);
  });

  it('have an environment written as a list, and the place of each value', () => {
    expect(environment('worker')).toEqual([
      ['DATABASE_URL', 'sqlite:///a=b.db', 'sqlite:///a=b.db', 15],
      ['QUOTED', 'x y', 'x y', 16],
      ['IT', "it's", "'IT=it''s'", 17],
      ['PASSED', null, 'PASSED', 18],
    ]);
  });

  it('place a value of a list by line and column', () => {
    const [entry] = servicesOf(parse(FILE)).find(({ name }) => name === 'worker')?.environment ?? [];
    expect(entry?.loc).toEqual({ start: { line: 15, column: 21 }, end: { line: 15, column: 37 } });
  });

  it('have a working directory, their own or a merged one', () => {
    expect(servicesOf(parse(FILE)).map(({ workingDirectory }) => workingDirectory?.text)).toEqual(['/app', '/app']);
    expect(servicesOf(parse('services: {a: {image: x}}')).map(({ workingDirectory }) => workingDirectory)).toEqual([null]);
  });

  it('are none in other files', () => {
    expect(['', 'a: 1', 'services: [a]', 'services: {a: b}', 'services:'].flatMap((text) => servicesOf(parse(text)))).toEqual([]);
  });
});
