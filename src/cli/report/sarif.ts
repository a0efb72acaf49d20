import packageJson from '../../../package.json' with { type: 'json' };
import type { PitfallRule } from '../../define-rule.ts';
import { FINGERPRINTS } from '../fingerprint.ts';
import { BASELINE_FILE } from '../baseline.ts';
import { SUPPRESSIONS_FILE } from '../eslint-suppressions.ts';
import type { Offer } from '../offers.ts';
import { byCode, type Accepted, type Finding, type Notice, type Report } from '../report.ts';
import { asciiJson } from '../safe-text.ts';

/** GitHub shows so many results of a run, and cuts by a rule of its own. */
const MOST_RESULTS = 5000;
/** GitHub shows so many tags of a rule. */
const MOST_TAGS = 10;

const HOME = 'https://github.com/eslint-plugin-pitfalls/eslint-plugin-pitfalls';

/** SARIF 2.1.0, as GitHub's code scanning wants it: the worst results first when there are more than it shows. */
export function sarif(report: Report, rules: readonly PitfallRule[], hasAccepted: boolean): string {
  const { unchecked, notes } = report;
  const accepted = hasAccepted ? [...report.accepted, ...report.disabled] : [];
  const all: Told[] = [...report.findings.map((finding) => ({ finding, by: null, reason: '' })), ...accepted];
  const shown = worst(all);
  const used = new Set(shown.map(({ finding }) => finding.rule));
  const described = rules.filter(({ card }) => used.has(card.name)).toSorted((a, b) => byCode(a.card.name, b.card.name));
  const indices = new Map(described.map(({ card }, index) => [card.name, index]));
  const isShown = new Set(shown);
  const left = all.filter((told) => !isShown.has(told)).map(({ finding }) => finding);
  return asciiJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'pitfalls',
            version: packageJson.version,
            semanticVersion: packageJson.version,
            informationUri: HOME,
            rules: described.map(descriptor),
          },
        },
        automationDetails: { id: 'pitfalls/' },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unchecked.length === 0,
            toolExecutionNotifications: [
              ...(left.length > 0 ? [{ level: 'warning', message: { text: rest(left) } }] : []),
              ...[...unchecked, ...notes].map(notification),
            ],
          },
        ],
        results: shown.map((told) => result(told, indices.get(told.finding.rule) ?? 0)),
      },
    ],
  });
}

/** A finding that is told, or accepted and told all the same. */
interface Told {
  readonly finding: Finding;
  readonly by: Accepted['by'] | null;
  readonly reason: string;
}

/** As many as are shown, in the order of the report. */
function worst(all: readonly Told[]): readonly Told[] {
  if (all.length <= MOST_RESULTS) return all;
  const kept = new Set(all.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_RESULTS));
  return all.filter((told) => kept.has(told));
}

function rank({ finding, by }: Told): number {
  if (by !== null) return 2;
  return finding.severity === 'error' ? 0 : 1;
}

/** Names what is not in the file. */
function rest(left: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { rule } of left) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rules = [...counts].sort(([a], [b]) => byCode(a, b)).map(([rule, count]) => `${String(count)} of '${rule}'`);
  return `${String(left.length)} more results are not in this file: ${rules.join(', ')}.`;
}

function descriptor({ card, meta }: PitfallRule) {
  const url = meta?.docs?.url ?? HOME;
  const ids = card.pitfalls.join(', ');
  return {
    id: card.name,
    name: card.name.replace(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${card.summary}.` },
    fullDescription: { text: `${card.summary}. It stands for ${ids}.` },
    help: {
      text: `${card.summary}. What goes wrong, what to write instead and what is left alone: ${url}`,
      markdown: `${card.summary}.\n\n[What goes wrong, what to write instead and what is left alone](${url})`,
    },
    helpUri: url,
    defaultConfiguration: { level: card.level === 'certain' ? 'error' : card.level === 'likely' ? 'warning' : 'note' },
    properties: { tags: card.pitfalls.slice(0, MOST_TAGS), precision: precisions[card.level] },
  };
}

const precisions = { certain: 'very-high', likely: 'high', hint: 'medium' } as const;

function result({ finding, by, reason }: Told, ruleIndex: number) {
  const { rule, severity, message, path, line, column, endLine, endColumn, sourceLine, fingerprint, offers = [] } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(path),
          region: {
            startLine: line,
            startColumn: column,
            endLine,
            endColumn,
            ...(endLine === line ? { snippet: { text: sourceLine.slice(column - 1, endColumn - 1) } } : {}),
          },
          contextRegion: { startLine: line, endLine: line, snippet: { text: sourceLine } },
        },
      },
    ],
    partialFingerprints: { [`pitfallsContent/v${String(FINGERPRINTS)}`]: fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
    ...(by === null ? {} : { suppressions: [{ kind: by === 'comment' ? 'inSource' : 'external', justification: reason || silences[by] }] }),
    ...(offers.length > 0 ? { fixes: offers.map((offer) => fix(path, offer)) } : {}),
  };
}

/** Where it stands that a finding is accepted, for those that nobody has given a reason. */
const silences = {
  baseline: `Accepted in ${BASELINE_FILE}`,
  suppressions: `Counted in ${SUPPRESSIONS_FILE}`,
  comment: 'Switched off by a comment',
} as const satisfies Record<Accepted['by'], string>;

function fix(path: string, { description, startLine, startColumn, endLine, endColumn, text }: Offer) {
  const deletedRegion = { startLine, startColumn, endLine, endColumn };
  const replacements = [{ deletedRegion, ...(text === '' ? {} : { insertedContent: { text } }) }];
  return { description: { text: description }, artifactChanges: [{ artifactLocation: artifact(path), replacements }] };
}

function notification({ path, line, reason, isIncomplete }: Notice) {
  return {
    level: isIncomplete ? 'error' : 'note',
    message: { text: `${path}: ${reason}` },
    locations: [{ physicalLocation: { artifactLocation: artifact(path), ...(line === null ? {} : { region: { startLine: line } }) } }],
  };
}

function artifact(path: string) {
  return { uri: path.split('/').map(encoded).join('/'), uriBaseId: '%SRCROOT%' };
}

/** A part of a path as a part of a URI; halves of characters, which have no bytes, become the replacement character. */
function encoded(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
