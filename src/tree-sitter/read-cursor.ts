import type { Tree } from 'web-tree-sitter';
import { MISSING, type RowBuffer } from './rows.ts';

/** Copies a tree through tree-sitter's public cursor: right on every version, but each step costs a call into WebAssembly. */
export function readWithCursor(tree: Tree, rows: RowBuffer): void {
  rows.clear();
  const cursor = tree.walk();
  try {
    let parent = -1;
    for (;;) {
      const field = cursor.currentFieldId | (cursor.nodeIsMissing ? MISSING : 0);
      const row = rows.open(cursor.nodeTypeId, cursor.startIndex, cursor.endIndex, parent, field);
      if (cursor.gotoFirstChild()) {
        parent = row;
        continue;
      }
      let done = row;
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return;
        done = rows.parentOf(done);
        rows.close(done);
      }
      parent = rows.parentOf(done);
    }
  } finally {
    cursor.delete();
  }
}
