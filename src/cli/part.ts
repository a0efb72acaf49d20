import packageJson from '../../package.json' with { type: 'json' };
import type { Request } from './arguments.ts';
import type { Entry } from './baseline.ts';
import { hashOf } from './fingerprint.ts';
import type { JudgedLimit } from './limits.ts';
import type { Collected, Notice } from './report.ts';

/** Which of how many parts of the files is checked: `--shard 2/3`. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

/** `2/3` */
export function parseShare(text: string): Share | undefined {
  const [, part = '', of = ''] = /^(\d{1,4})\/(\d{1,4})$/u.exec(text) ?? [];
  const share = { part: Number(part), of: Number(of) };
  return share.part >= 1 && share.part <= share.of ? share : undefined;
}

/** Does a file belong to the part? By its path alone, so that it is the same on every machine and whatever else is added. */
export function isInShare(path: string, { part, of }: Share): boolean {
  return Number.parseInt(hashOf(path).slice(0, 8), 16) % of === part - 1;
}

/** What a run has found in one root before anything is compared with what was accepted. */
export interface RootFound {
  /** How its paths begin when several roots are checked. */
  readonly prefix: string;
  readonly report: Collected;
  /** What is to be said of the list of files, whoever checks them. */
  readonly listing: readonly Notice[];
  readonly accepted: readonly AcceptedEntry[];
  /** The limits of its own settings. */
  readonly limits: readonly Pick<JudgedLimit, 'name' | 'most' | 'origin'>[];
  /** Is all of the root checked, if by several? */
  readonly isWhole: boolean;
}

/** An entry of the baseline, and what the run knows about its file. */
export interface AcceptedEntry {
  readonly entry: Entry;
  readonly wasChecked: boolean;
  readonly exists: boolean;
}

/** All that `pitfalls merge` has to know of a part of a run. */
export interface PartFound extends Share {
  readonly version: string;
  /** The same for all parts of one run: what was asked, and which files there are. */
  readonly run: string;
  readonly asked: Asked;
  readonly notices: readonly Notice[];
  readonly roots: readonly RootFound[];
}

/** What was asked that decides about the report; how it is printed is asked of `merge`. */
export type Asked = Pick<
  Request,
  'preset' | 'only' | 'since' | 'isUntrusted' | 'baselineFrom' | 'baseline' | 'limits' | 'hasAccepted' | 'isCounted'
>;

/** What is stored of a part. */
export function partFound(
  share: Share,
  request: Request,
  paths: readonly string[],
  notices: readonly Notice[],
  roots: readonly RootFound[],
): PartFound {
  const { preset, only, since, isUntrusted, baselineFrom, baseline, limits, hasAccepted, isCounted } = request;
  const asked: Asked = { preset, only, since, isUntrusted, baselineFrom, baseline, limits, hasAccepted, isCounted };
  return { ...share, version: packageJson.version, run: hashOf(JSON.stringify([asked, paths])), asked, notices, roots };
}
