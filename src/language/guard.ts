import type { Rule } from 'eslint';
import { ACCEPT, acceptingEdit, type AcceptingFile } from './acceptance.ts';
import type { Finding, Fix } from './detector.ts';
import type { Location, SyntaxNode } from './position.ts';
import { timed } from './stopwatch.ts';

/** How the one finding begins that a failed rule leaves in a file. */
export const INTERNAL_ERROR = 'internal error in ';

/** The rule that was called last; when work is broken off, it is the one that was at it. */
export const atWork: { rule: string | null } = { rule: null };

export type AnyVisitor = Record<string, (node: never) => void>;

export interface Guard {
  run<Result>(where: string, action: () => Result): Result | undefined;
  report(finding: Finding<string>): void;
  wrap(visitor: AnyVisitor): AnyVisitor;
}

/**
 * Keeps a rule's own mistakes to itself. Plain ESLint loses every finding of the run when a rule throws; here an
 * exception becomes one finding on line 1 and that rule rests for that file.
 */
export function guard(rule: string, context: Rule.RuleContext): Guard {
  let failed = false;

  function fail(where: string, error: unknown): void {
    failed = true;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    context.report({ loc: { line: 1, column: 0 }, message: `${INTERNAL_ERROR}${rule} (${where}): ${reason}`.replace(/\s+/gu, ' ') });
  }

  function run<Result>(where: string, action: () => Result): Result | undefined {
    if (failed) return undefined;
    atWork.rule = rule;
    try {
      return action();
    } catch (error) {
      fail(where, error);
      return undefined;
    }
  }

  const accepting = acceptingFile(context);

  return {
    run,
    wrap(visitor) {
      const guarded: AnyVisitor = {};
      for (const [selector, listener] of Object.entries(visitor)) {
        // Called for every node, so without `run` and the closure it takes.
        guarded[selector] = timed('rules', rule, (node: never) => {
          if (failed) return;
          atWork.rule = rule;
          try {
            listener(node);
          } catch (error) {
            fail(selector, error);
          }
        });
      }
      return guarded;
    },
    report(finding) {
      // A fix that cannot be made costs the fix, not the finding.
      const safely = (fix: Fix) => (fixer: Rule.RuleFixer) => (run('fix', () => fix(fixer as never)) ?? null) as Rule.Fix | null;
      const loc = 'loc' in finding ? finding.loc : locationOf(finding.node, context);
      const suggest = (finding.suggest ?? []).map(({ message, data = {}, fix }): Rule.SuggestionReportDescriptor => {
        return { messageId: message, data: stringsOf(data), fix: safely(fix) };
      });
      if (accepting) suggest.push({ desc: ACCEPT, fix: safely(() => acceptingEdit(accepting, loc.start.line, context.id)) });
      context.report({
        loc,
        messageId: finding.message,
        ...(finding.data ? { data: stringsOf(finding.data) } : {}),
        ...(finding.fix ? { fix: safely(finding.fix) } : {}),
        ...(suggest.length > 0 ? { suggest } : {}),
      });
    },
  };
}

/** The file, where the configuration asks for `settings: { pitfalls: { acceptInEditor: true } }` and its comments are ours. */
function acceptingFile({ settings, sourceCode }: Rule.RuleContext): AcceptingFile | null {
  const { pitfalls } = settings as { readonly pitfalls?: { readonly acceptInEditor?: unknown } | null };
  if (pitfalls?.acceptInEditor !== true) return null;
  // Elsewhere the editor's own action writes the right comment.
  return 'takesCommentAt' in sourceCode ? (sourceCode as unknown as AcceptingFile) : null;
}

function locationOf(node: SyntaxNode, context: Rule.RuleContext): Location {
  return (context.sourceCode as unknown as { getLoc(node: SyntaxNode): Location }).getLoc(node);
}

function stringsOf(data: NonNullable<Finding<string>['data']>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'object' ? shorten(value.sentence, LONGEST_SENTENCE) : shorten(String(value)),
    ]),
  );
}

/** A piece of the user's code inside a sentence: on one line, and never longer than the sentence can bear. */
function shorten(text: string, longest = LONGEST_QUOTE): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

const LONGEST_QUOTE = 60;
const LONGEST_SENTENCE = 240;
