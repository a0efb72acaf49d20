/** The syntax tree as typescript-eslint describes it; whatever parser made it, rules see this shape. */
export { AST_NODE_TYPES as Kind } from '@typescript-eslint/types';
export type { TSESTree as JavaScript } from '@typescript-eslint/utils';
