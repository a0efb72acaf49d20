/**
 * Calls that ask a language model, and what limits the length of its answer. Looked up in openai 3.52, groq 1.7, litellm 1.109,
 * ollama 0.6.3, google-genai 3.4 and langchain-openai 1.7, none of which limits it by itself. Not here: anthropic, where a limit must be given.
 */
export interface ModelCall {
  /** The modules one of which the file loads. */
  readonly modules: readonly string[];
  /** Keywords that limit the answer, the one to suggest first. */
  readonly limits: readonly string[];
  /** Keywords of settings in which a limit may stand. */
  readonly settings: readonly string[];
  /** Where the answer says what it cost. */
  readonly usage: string;
}

const CHAT = ['max_completion_tokens', 'max_tokens', 'max_output_tokens'];

/** By the end of what is called. */
export const modelCalls: readonly (readonly [end: string, call: ModelCall])[] = [
  ['chat.completions.create', { modules: ['openai', 'groq'], limits: CHAT, settings: ['extra_body'], usage: 'usage' }],
  ['chat.completions.parse', { modules: ['openai', 'groq'], limits: CHAT, settings: ['extra_body'], usage: 'usage' }],
  ['responses.create', { modules: ['openai'], limits: ['max_output_tokens'], settings: ['extra_body'], usage: 'usage' }],
  ['responses.parse', { modules: ['openai'], limits: ['max_output_tokens'], settings: ['extra_body'], usage: 'usage' }],
  [
    'generate_content',
    {
      modules: ['google.genai', 'google.generativeai', 'vertexai'],
      limits: ['max_output_tokens'],
      settings: ['config', 'generation_config'],
      usage: 'usage_metadata',
    },
  ],
  ['messages.create', { modules: ['anthropic'], limits: [], settings: [], usage: 'usage' }],
];

/** By full name. */
export const modelFunctions: ReadonlyMap<string, ModelCall> = new Map<string, ModelCall>([
  ...['completion', 'acompletion'].map(
    (name) =>
      [`litellm.${name}`, { modules: ['litellm'], limits: ['max_tokens', 'max_completion_tokens'], settings: [], usage: 'usage' }] as const,
  ),
  ...['chat', 'generate'].map(
    (name) => [`ollama.${name}`, { modules: ['ollama'], limits: ['num_predict'], settings: ['options'], usage: 'eval_count' }] as const,
  ),
  ...['ChatOpenAI', 'AzureChatOpenAI'].map(
    (name) =>
      [
        `langchain_openai.${name}`,
        { modules: ['langchain_openai'], limits: CHAT, settings: ['model_kwargs', 'extra_body'], usage: 'usage_metadata' },
      ] as const,
  ),
]);

/** Words of which a file that asks one of these holds at least one. */
export const modelWords = [
  'completions.create',
  'completions.parse',
  'responses.create',
  'responses.parse',
  'generate_content',
  'messages.create',
  'litellm',
  'ollama',
  'ChatOpenAI',
];
