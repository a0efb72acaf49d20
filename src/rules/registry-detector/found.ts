import type { DetectorContext, Finding } from '../../language/detector.ts';
import type { FileKind } from '../../language/kind.ts';
import type { SyntaxNode } from '../../language/position.ts';
import { flag, type OptionsOf } from '../../options.ts';
import { isExcepted, teamOf, type LiveCheck } from '../../team-registry/live.ts';
import type { NodeKeys } from '../../team-registry/selector.ts';

export const options = {
  hints: flag(false, 'Also what entries call a hint (`Level: hint`).'),
};

export type Message = 'found' | 'foundOnly';
export type Options = OptionsOf<typeof options>;

interface TreeNode extends SyntaxNode {
  readonly parent?: TreeNode | null;
}

type Listener = (node: TreeNode) => void;

/** Listens to the kinds of node that the team's checks for such files look for, and to no others. */
export function listenersFor(
  kind: FileKind,
  keys: NodeKeys,
  {
    project,
    path,
    options: { hints },
    report,
  }: Pick<DetectorContext<unknown, Message, Options>, 'project' | 'path' | 'options' | 'report'>,
): Record<string, Listener> {
  if (!project) return {};
  const byNodeKind = new Map<string, LiveCheck[]>();
  for (const check of teamOf(project).checks) {
    if (check.kind !== kind || (check.isHint && !hints) || !check.looksInto(path)) continue;
    for (const nodeKind of check.selector.kinds) byNodeKind.set(nodeKind, [...(byNodeKind.get(nodeKind) ?? []), check]);
  }
  return Object.fromEntries(
    [...byNodeKind].map(([nodeKind, checks]): [string, Listener] => [
      nodeKind,
      (node) => {
        const ancestry = ancestorsOf(node);
        for (const check of checks) {
          if (!check.selector.matches(node, ancestry, keys) || isExcepted(check.unless, node, ancestry, keys)) continue;
          report(findingOf(check, node));
        }
      },
    ]),
  );
}

function ancestorsOf(node: TreeNode): TreeNode[] {
  const found: TreeNode[] = [];
  for (let above = node.parent; above; above = above.parent) found.push(above);
  return found;
}

/** Of a long piece of code the first line tells enough. */
function findingOf({ id, title, prevention }: LiveCheck, { loc }: TreeNode): Finding<Message> {
  const end = loc.end.line === loc.start.line ? loc.end : { line: loc.start.line, column: loc.start.column + 1 };
  const data = { id, title: { sentence: title }, prevention: { sentence: prevention } };
  return { loc: { start: loc.start, end }, message: prevention === '' ? 'foundOnly' : 'found', data };
}
