import packageJson from '../../../package.json' with { type: 'json' };
import type { PitfallRule } from '../../define-rule.ts';
import { FINGERPRINTS } from '../fingerprint.ts';
import { byCode, type Finding, type Notice, type Report } from '../report.ts';
import { asciiJson } from '../safe-text.ts';

/** GitHub shows so many results of a run, and cuts by a rule of its own. */
const MOST_RESULTS = 5000;
/** GitHub shows so many tags of a rule. */
const MOST_TAGS = 10;

const HOME = 'https://github.com/eslint-plugin-pitfalls/eslint-plugin-pitfalls';

/** SARIF 2.1.0, as GitHub's code scanning wants it: the worst results first when there are more than it shows. */
export function sarif(report: Report, rules: readonly PitfallRule[]): string {
  const { findings, unchecked, notes } = report;
  const worst = findings.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_RESULTS);
  const shown = findings.length > MOST_RESULTS ? findings.filter((finding) => worst.includes(finding)) : findings;
  const used = new Set(shown.map(({ rule }) => rule));
  const described = rules.filter(({ card }) => used.has(card.name)).toSorted((a, b) => byCode(a.card.name, b.card.name));
  const indices = new Map(described.map(({ card }, index) => [card.name, index]));
  const left = findings.length - shown.length;
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
              ...(left > 0 ? [{ level: 'warning', message: { text: `${String(left)} more results are not in this file.` } }] : []),
              ...[...unchecked, ...notes].map(notification),
            ],
          },
        ],
        results: shown.map((finding) => result(finding, indices.get(finding.rule) ?? 0)),
      },
    ],
  });
}

function rank({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1;
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

function result({ rule, severity, message, path, line, column, endLine, endColumn, sourceLine, fingerprint }: Finding, ruleIndex: number) {
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
  };
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
  return encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')).replace(/[!'()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
