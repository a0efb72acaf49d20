/** Methods and functions that ask a language model, by last name, whoever they belong to. */
export const askingNames: ReadonlySet<string> = new Set(
  `generate generate_text generate_content fast_gen complete completion acompletion text_completion chat chat_completion achat predict invoke
  ainvoke create`.split(/\s+/u),
);

/** What a language model, or a client of one, is called. */
export const MODEL_NAME = /(?:^|_)(?:llms?|chat_?model|language_model|chatbot|gpt|openai|anthropic|litellm|completions|messages)$/iu;

/** What a question to a language model is called. */
export const QUESTION_NAME = /(?:^|_)(?:prompts?|messages|conversation|chat_history)$/iu;
