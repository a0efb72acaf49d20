import type { OptionCards } from './options.ts';

/** `certain`: a finding is a defect. `likely`: usually one, a reviewer decides. `hint`: for an audit afternoon. */
export type Level = 'certain' | 'likely' | 'hint';

export type Stage = 'preview' | 'stable';

/** All of a rule but its detectors: its name, the pitfalls it enforces, its words and options. No reader is loaded for it. */
export interface Card<MessageId extends string = string, SuggestionId extends string = string, Cards extends OptionCards = OptionCards> {
  /** Named for the defect, so that it reads well in a disable comment. */
  readonly name: string;
  /** What it was called in earlier versions, the oldest name first: settings and baselines may still say so. */
  readonly formerly?: readonly string[];
  /** The version that brought it; where nothing is said, the first one. */
  readonly since?: string;
  /** In `preview` it is on in the preset `all` only, whatever its level: for a minor version, unless it came with the first one. */
  readonly stage?: Stage;
  /** The IDs of the registry entries it enforces. */
  readonly pitfalls: readonly string[];
  readonly summary: string;
  readonly level: Level;
  /** What the code does, what follows, and the way out. */
  readonly messages: Readonly<Record<MessageId, string>>;
  /** What a click in the editor would do. */
  readonly suggestions?: Readonly<Record<SuggestionId, string>>;
  readonly fixable?: boolean;
  readonly options?: Cards;
}

/** A card whose messages, suggestions and options its detectors are held to. */
export function defineCard<
  MessageId extends string,
  SuggestionId extends string = never,
  const Cards extends OptionCards = Record<string, never>,
>(card: Card<MessageId, SuggestionId, Cards>): Card<MessageId, SuggestionId, Cards> {
  return card;
}
