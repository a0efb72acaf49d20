import { SharedParser } from '../../tree-sitter/parser.ts';

const SAMPLE = `#!/bin/bash
# é😀
f() { local a="$(b --c "\${d:-e}" | g)" && h=(1 "2"); }
if [[ -n $x && $y == z* ]]; then cat <<EOF > "/tmp/é😀"
$i and \${j[0]}
EOF
elif (( k < 1 )); then :; fi
case $l in (m|n) o;; esac
for p in "\${q[@]}"; do r 2>&1 >s & done
while ( <<<
`;

/** The shells' parser, and what becomes of it when it fails. */
export const sharedParser = new SharedParser({
  wasm: 'tree-sitter-bash.wasm',
  statements: /^(?:command|pipeline|list|subshell|variable_assignments?|.*_(?:statement|definition|command))$/u,
  // Ends of strings and of brackets are looked for through all that follows, so that what is no script takes long soon.
  patience: 500,
  sample: SAMPLE,
});
