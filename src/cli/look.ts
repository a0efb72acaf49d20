import type { Candidate } from './discover.ts';
import type { Content } from './encode.ts';
import type { Intake, PassedOver } from './intake.ts';
import type { LintedFile, ProjectLinter } from './lint.ts';

/** What came of one file: what was found in it, or why it was passed over. Plain data, which another thread can send. */
export type Seen = PassedOver | { readonly linted: LintedFile };

/** The same, with what the file held. */
export type SeenHere = PassedOver | { readonly linted: LintedFile; readonly content: Content };

/** Takes in a file and lints it; `staged` is what counts instead of the file on the disk. */
export function look(candidate: Candidate, intake: Intake, linter: ProjectLinter, staged?: Buffer | null): SeenHere {
  const content = intake.contentOf(candidate, staged);
  if ('why' in content) return content;
  return { linted: linter.lint(candidate.path, content.text, candidate.reading), content };
}
