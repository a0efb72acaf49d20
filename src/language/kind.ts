/** The kinds of file we can read; a detector is named after one. */
export type FileKind = 'python' | 'javascript' | 'yaml' | 'dotenv' | 'dockerfile' | 'markdown' | 'shell';

/** The ESLint languages of each kind: ours, and those that users may have for it already. */
export const languageNames: Readonly<Record<FileKind, readonly string[]>> = {
  python: ['pitfalls/python'],
  javascript: ['js/js'],
  yaml: ['pitfalls/yaml', 'yml/yaml'],
  dotenv: ['pitfalls/dotenv'],
  dockerfile: ['pitfalls/dockerfile'],
  markdown: ['pitfalls/markdown'],
  shell: ['pitfalls/shell'],
};

/** What tells a SourceCode's kind; the root node does not, as `Program` is the root of JavaScript, YAML and HTML alike. */
export interface KindedSource {
  /** Set by our own languages. */
  readonly fileKind?: FileKind;
  /** Set by ESLint's JavaScript language. */
  readonly isESTree?: boolean;
  /** Set by eslint-plugin-yml's. */
  readonly parserServices?: { readonly isYAML?: boolean } | null;
}

export function kindOf(source: KindedSource): FileKind | undefined {
  if (source.fileKind) return source.fileKind;
  if (source.parserServices?.isYAML === true) return 'yaml';
  return source.isESTree === true ? 'javascript' : undefined;
}
