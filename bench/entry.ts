/** What the benchmark needs of the package and nobody else does; it is bundled as the package is. */
export { decode } from '../src/project/decode.ts';
export { candidatesIn } from '../src/cli/discover.ts';
export { ProjectLinter } from '../src/cli/lint.ts';
export { isMinified } from '../src/cli/minified.ts';
export { placesOf } from '../src/cli/places.ts';
export { NO_SETTINGS } from '../src/cli/settings.ts';
export { FoldersInside, readRegularFile } from '../src/project/read-file.ts';
export { everyKit } from '../src/every-kit.ts';
export { rules } from '../src/generated/rules.ts';
export { parser } from '../src/javascript/parser.ts';
export { pythonParser } from '../src/python/syntax/grammar.ts';
export { idleRule } from './idle-rule.ts';
