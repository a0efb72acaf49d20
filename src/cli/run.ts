import { resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { PitfallRule } from '../define-rule.ts';
import { rules as ourRules } from '../generated/rules.ts';
import { BASELINE_FILE } from './baseline.ts';
import { parseArguments, type Request } from './arguments.ts';
import { check, conclusion, type Checked } from './check.ts';
import { wantsColor } from './color.ts';
import { baseOfPullRequest, isPullRequestFromFork } from './fork.ts';
import { isThere } from '../project/safe-git.ts';
import { limitSentences } from './limits.ts';
import { takeTimes } from '../language/stopwatch.ts';
import { help } from './help.ts';
import { print, replaced, write, type Surroundings } from './output.ts';
import { Progress } from './progress.ts';
import { exitCodeOf, type ExitCode } from './report.ts';
import { timingLines } from './report/timing.ts';
import { renamed } from './rule-names.ts';
import { visible } from './safe-text.ts';
import { fileFromStdin } from './stdin.ts';

/** What the command sees of the world, so that a test can be the world. */
export interface World extends Surroundings {
  /** Other rules than ours, for tests of the command itself. */
  readonly rules?: readonly PitfallRule[];
  /** The file that a worker starts with; absent where there are to be none. */
  readonly program?: string;
  /** When the run began, as `performance.now()` counts; now, if it is not said. */
  readonly startedAt?: number;
}

/** Does what the command line asks; the answer is the exit code. It never throws. */
export async function run(argv: readonly string[], surroundings: World): Promise<ExitCode> {
  try {
    return await answer(argv, surroundings);
  } catch (error) {
    const lines = (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');
    print(surroundings.stderr, ['pitfalls failed. Please report this:', ...lines.map(visible)]);
    return 2;
  }
}

async function answer(argv: readonly string[], surroundings: World): Promise<ExitCode> {
  const { cwd, stdout } = surroundings;
  const parsed = parseArguments(argv, (path) => isThere(resolve(cwd, path)));
  switch (parsed.kind) {
    case 'help':
      print(stdout, help.trimEnd().split('\n'));
      return 0;
    case 'version':
      print(stdout, [packageJson.version]);
      return 0;
    case 'mistake':
      return refuse(surroundings, [parsed.message]);
    case 'check':
      return checkAndReport(parsed.request, surroundings);
    case 'hook':
      if (parsed.request.paths.length > 0) return checkAndReport(parsed.request, surroundings);
      print(surroundings.stderr, ['pitfalls: no files were given, so nothing was checked.']);
      return 0;
    case 'init':
      return init(parsed.isWritten, surroundings);
    case 'explain':
      return explain(parsed.words, parsed.request, surroundings);
    case 'merge':
      return merge(parsed.request, surroundings);
    case 'list':
      return list(parsed.request, surroundings);
    case 'config':
      return config(parsed.request, surroundings);
    case 'registry':
      return registry(parsed.request, surroundings);
    case 'registry add':
      return addEntry(parsed.title, parsed.isWritten, surroundings);
    case 'ast':
      return ast(parsed.place, surroundings);
  }
}

/** The request with what the surroundings and new names of rules change about it. */
function understood(asked: Request, { env, stderr, rules = ourRules }: World): Request {
  const isFork = !asked.isUntrusted && isPullRequestFromFork(env);
  if (isFork) print(stderr, ['pitfalls: this pull request comes from a fork, so --untrusted is on.']);
  const { only, notices } = renamed(asked.only, rules);
  print(
    stderr,
    notices.map((notice) => `pitfalls: ${visible(notice)}`),
  );
  return { ...asked, only, isUntrusted: asked.isUntrusted || isFork, annotateSince: baseOfPullRequest(env) };
}

async function checkAndReport(asked: Request, surroundings: World): Promise<ExitCode> {
  const request = understood(asked, surroundings);
  const { cwd, env, rules = ourRules } = surroundings;
  const given = request.stdinName === null ? undefined : await fileFromStdin(request.stdinName, cwd, surroundings.stdin);
  if (typeof given === 'string') return refuse(surroundings, [given]);
  const { startedAt = performance.now() } = surroundings;
  const times = takeTimes(request.isTimed);
  const progress = new Progress(surroundings.stderr, env);
  // Other rules than ours are functions, which no worker can be sent; and whoever takes the times has one clock.
  const threads = surroundings.rules || request.isTimed ? 1 : request.threads;
  const outcome = await check(request, cwd, rules, given, { program: surroundings.program ?? null, threads, progress });
  progress.end();
  if ('mistakes' in outcome) return refuse(surroundings, outcome.mistakes);
  if (times) print(surroundings.stderr, timingLines(times));
  const { report, files, repairs, part } = outcome;
  if (request.fix === 'show') return preview(outcome, request, surroundings);
  // The text that was given has the standard output for itself.
  const told = given && request.fix === 'write' ? { ...surroundings, stdout: surroundings.stderr } : surroundings;
  if (told !== surroundings) surroundings.stdout.write(repairs[0]?.after.bytes ?? given?.candidate.content ?? '');
  const isTerminal = told.stdout.isTTY === true;
  const isColored = wantsColor(request.color, env, isTerminal);
  // Elsewhere the same findings must give the same bytes.
  const seconds = isTerminal ? performance.now() / 1000 : undefined;
  const isToBeAdded = request.isHook && (report.fixedProblems ?? 0) > 0;
  const exitCode = exitCodeOf(report, request.failOn) || (isToBeAdded && request.failOn !== null ? 1 : 0);
  const unwritten = files.flatMap(({ location, text }) => replaced(location, BASELINE_FILE, text));
  const problems = write(
    report,
    request.outputs,
    {
      isColored,
      seconds,
      rules,
      exitCode,
      hasAccepted: request.hasAccepted,
      isCounted: request.isCounted,
      times,
      ...(part ? { part } : {}),
    },
    told,
  );
  const failures = [...unwritten, ...problems];
  print(
    surroundings.stderr,
    limitSentences(report).map((sentence) => `pitfalls: ${visible(sentence)}`),
  );
  print(surroundings.stderr, overspending(request, (performance.now() - startedAt) / 1000));
  if (isToBeAdded) print(surroundings.stderr, ['Fixed in place: look at the changes and add them to the commit with git add -p']);
  return failures.length > 0 ? refuse(surroundings, failures) : exitCode;
}

/** Is a hook so slow that people begin to pass it by? */
function overspending({ isHook, budget }: Request, seconds: number): string[] {
  if (!isHook || seconds <= budget) return [];
  return [
    `pitfalls: the hook took ${seconds.toFixed(1)} s, and its budget is ${String(budget)} s: --timing shows what takes long, --budget changes the budget`,
  ];
}

/** Prints what would be fixed; the report, which is about the files as they are, goes to files only. */
async function preview({ report, repairs }: Checked, request: Request, surroundings: World): Promise<ExitCode> {
  const { env, stdout, stderr, rules = ourRules } = surroundings;
  const { fixPreview } = await import('./report/fix-preview.ts');
  const { diff, words } = fixPreview(report, repairs, wantsColor(request.color, env, stderr.isTTY === true));
  print(stdout, diff);
  print(stderr, words);
  const exitCode = exitCodeOf(report, null) || (repairs.length > 0 && request.failOn !== null ? 1 : 0);
  const outputs = request.outputs.filter(({ file }) => file !== null);
  const failures = write(
    report,
    outputs,
    { isColored: false, seconds: undefined, rules, exitCode, hasAccepted: request.hasAccepted, isCounted: request.isCounted, times: null },
    surroundings,
  );
  return failures.length > 0 ? refuse(surroundings, failures) : exitCode;
}

/** Prints what the parts of a run have found as the whole run would have done. */
async function merge({ paths, outputs, color, failOn }: Request, surroundings: World): Promise<ExitCode> {
  const { cwd, env, stdout, stderr, rules = ourRules } = surroundings;
  const { mergedParts } = await import('./merge.ts');
  const found = mergedParts(paths, cwd);
  if ('mistakes' in found) return refuse(surroundings, found.mistakes);
  const { report } = conclusion(found);
  const { hasAccepted, isCounted } = found.asked;
  const exitCode = exitCodeOf(report, failOn);
  const about = {
    isColored: wantsColor(color, env, stdout.isTTY === true),
    seconds: undefined,
    rules,
    exitCode,
    hasAccepted,
    isCounted,
    times: null,
  };
  const failures = write(report, outputs, about, surroundings);
  print(
    stderr,
    limitSentences(report).map((sentence) => `pitfalls: ${visible(sentence)}`),
  );
  return failures.length > 0 ? refuse(surroundings, failures) : exitCode;
}

async function init(isWritten: boolean, { cwd, stdout }: World): Promise<ExitCode> {
  // Asked for once in the life of a project.
  const { setUp } = await import('./init.ts');
  const { lines, exitCode } = setUp(cwd, isWritten);
  print(stdout, lines);
  return exitCode;
}

async function explain(words: readonly string[], request: Request, surroundings: World): Promise<ExitCode> {
  const { env, stdout, rules = ourRules } = surroundings;
  // The pages are loaded when somebody asks.
  const { subjectOf, explanation, explanationJson } = await import('./explain.ts');
  const { teamEntries, entryLines } = await import('./registry.ts');
  const team = request.isUntrusted ? [] : teamEntries(words, surroundings.cwd, rules);
  const subject = subjectOf(words, rules);
  if (typeof subject === 'string' && team.length === 0) return refuse(surroundings, [subject]);
  const known = typeof subject === 'string' ? { pitfalls: [], rules: [], planned: [] } : subject;
  const isColored = wantsColor(request.color, env, stdout.isTTY === true);
  if (wantsJson(request)) stdout.write(explanationJson(known, team));
  else print(stdout, [...entryLines(team, isColored), ...explanation(known, isColored)]);
  return 0;
}

async function list(request: Request, { env, stdout, rules = ourRules }: World): Promise<ExitCode> {
  const { explanationJson, ruleList } = await import('./explain.ts');
  if (wantsJson(request)) stdout.write(explanationJson({ pitfalls: [], rules, planned: [] }, []));
  else print(stdout, ruleList(rules, wantsColor(request.color, env, stdout.isTTY === true)));
  return 0;
}

async function config(asked: Request, surroundings: World): Promise<ExitCode> {
  const { cwd, env, stdout, stderr, rules = ourRules } = surroundings;
  // Who wanted that folder checked must not take the answer for a clean run.
  if (isThere(resolve(cwd, 'config')))
    print(stderr, ["pitfalls: this tells what would be checked; to check what is called 'config' here, write ./config"]);
  const request = understood(asked, surroundings);
  const [{ configFor }, { configJson, configText }] = await Promise.all([import('./config.ts'), import('./config-text.ts')]);
  const result = await configFor(request, cwd, rules);
  if ('mistakes' in result) return refuse(surroundings, result.mistakes);
  if (wantsJson(request)) stdout.write(configJson(result.files, request.preset));
  else print(stdout, configText(result.files, wantsColor(request.color, env, stdout.isTTY === true)));
  return 0;
}

async function registry(asked: Request, surroundings: World): Promise<ExitCode> {
  const request = understood(asked, surroundings);
  const { cwd, env, stdout, rules = ourRules } = surroundings;
  const { overviewOf, overviewJson, overviewText } = await import('./registry.ts');
  const outcome = await check({ ...request, outputs: [] }, cwd, rules);
  if ('mistakes' in outcome) return refuse(surroundings, outcome.mistakes);
  const overview = overviewOf(request, cwd, rules, outcome.report);
  if ('mistakes' in overview) return refuse(surroundings, overview.mistakes);
  if (wantsJson(request)) stdout.write(overviewJson(overview));
  else print(stdout, overviewText(overview, wantsColor(request.color, env, stdout.isTTY === true)));
  return 0;
}

async function addEntry(title: string, isWritten: boolean, surroundings: World): Promise<ExitCode> {
  const { newEntry } = await import('./registry.ts');
  const { lines, mistakes } = newEntry(title, isWritten, surroundings.cwd, surroundings.rules ?? ourRules);
  if (mistakes.length > 0) return refuse(surroundings, mistakes);
  print(surroundings.stdout, lines);
  return 0;
}

async function ast(place: string, surroundings: World): Promise<ExitCode> {
  const { treeLines } = await import('./ast.ts');
  const told = await treeLines(place, surroundings.cwd);
  if ('mistake' in told) return refuse(surroundings, [told.mistake]);
  print(surroundings.stdout, told.lines);
  return 0;
}

function wantsJson({ outputs }: Request): boolean {
  return outputs.some(({ format }) => format === 'json');
}

function refuse({ stderr }: Surroundings, messages: readonly string[]): ExitCode {
  print(
    stderr,
    messages.map((message) => `pitfalls: ${visible(message)}`),
  );
  return 2;
}
