/**
 * Calls that ask a language model, and what limits the length of its answer. Looked up in openai 6.49, ai 6.0 and @langchain/openai 1.5, none
 * of which limits it by itself. Not here: @anthropic-ai/sdk, where a limit must be given.
 */
export interface ModelCall {
  /** Options that limit the answer, the one to suggest first. */
  readonly limits: readonly string[];
  /** An option in which a limit may stand. */
  readonly settings?: string;
  readonly usage: string;
}

const CHAT: ModelCall = { limits: ['max_completion_tokens', 'max_tokens'], usage: 'usage' };
const ai: ModelCall = { limits: ['maxOutputTokens', 'maxTokens'], usage: 'usage' };

/** By the end of what is called, where the file loads the module. */
export const modelCalls: readonly (readonly [end: string, module: RegExp, call: ModelCall])[] = [
  ['chat.completions.create', /openai|groq-sdk/u, CHAT],
  ['chat.completions.parse', /openai|groq-sdk/u, CHAT],
  ['responses.create', /openai/u, { limits: ['max_output_tokens'], usage: 'usage' }],
  ['responses.parse', /openai/u, { limits: ['max_output_tokens'], usage: 'usage' }],
  ['models.generateContent', /@google\/genai/u, { limits: ['maxOutputTokens'], settings: 'config', usage: 'usageMetadata' }],
  ['messages.create', /@anthropic-ai/u, { limits: [], usage: 'usage' }],
];

/** By full name, classes of LangChain among them. */
export const modelFunctions: ReadonlyMap<string, ModelCall> = new Map<string, ModelCall>([
  ...['generateText', 'streamText', 'generateObject', 'streamObject'].map((name) => [`ai.${name}`, ai] as const),
  ...['ChatOpenAI', 'AzureChatOpenAI'].map(
    (name) =>
      [
        `@langchain/openai.${name}`,
        { limits: ['maxTokens', 'maxCompletionTokens'], settings: 'modelKwargs', usage: 'usage_metadata' },
      ] as const,
  ),
]);

/** Words of which a file that asks one of these holds at least one. */
export const modelWords = [
  'completions.create',
  'completions.parse',
  'responses.create',
  'responses.parse',
  'generateContent',
  'messages.create',
  'generateText',
  'streamText',
  'generateObject',
  'streamObject',
  'ChatOpenAI',
];
