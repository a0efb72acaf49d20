import { wordsOf } from './words.ts';

/** `MockClient`, `FakeRepository`, `InMemoryQueue`: classes made to stand in for the real thing. */
const CLASS = /^_*(?:Mock|Fake|Dummy|Demo|Stub|InMemory)(?:[A-Z0-9_]|$)/u;
/** `MOCK_USERS`, `DEMO_ITEMS`: data made up for the purpose. */
const CONSTANT = /^_*(?:MOCK|FAKE|DUMMY|DEMO)_[A-Z]/u;
/** Words before the one that tells: `get_mock_users`, `generateFakeData`. */
const VERBS = new Set('get create generate build load make return use new fetch'.split(' '));
const STAND_INS = new Set(['mock', 'mocked', 'mocks', 'fake', 'fakes', 'dummy']);

/** Is this the name of something made up that stands in for the real thing? A gRPC `stub` is none. */
export function namesStandIn(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  if (CLASS.test(name) || CONSTANT.test(name)) return true;
  const words = wordsOf(name);
  const first = VERBS.has(words[0] ?? '') ? words[1] : words[0];
  return first !== undefined && STAND_INS.has(first) && words.length > 1;
}

/** Does it stand in by keeping real things in memory (`InMemoryQueue`), rather than by making them up? */
export function namesMemory(text: string): boolean {
  return text.includes('InMemory');
}

/** Is this the name of a class that offers a service, and so means little when it is made of nothing? */
export function namesService(name: string): boolean {
  return name.length <= LONGEST_NAME && /^[A-Z]/u.test(name) && SERVICES.has(wordsOf(name).at(-1) ?? '');
}

const SERVICES = new Set(
  'service client repository manager store backend session engine pool provider adapter connection database cache gateway'.split(' '),
);

const LONGEST_NAME = 100;
