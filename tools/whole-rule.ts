import type { Card } from '../src/card.ts';
import { ruleFrom, type PitfallRule } from '../src/define-rule.ts';
import type { Detectors } from '../src/detectors.ts';
import type { DetectorsByKind } from '../src/language/detector.ts';
import type { OptionCards, OptionsOf } from '../src/options.ts';

/** A rule in one piece, for tests and measurements; those of the package are put together from their folders. */
export function defineRule<
  MessageId extends string,
  SuggestionId extends string = never,
  const Cards extends OptionCards = Record<string, never>,
>({
  detectors,
  ...card
}: Card<MessageId, SuggestionId, Cards> & {
  readonly detectors: Detectors<NoInfer<MessageId | SuggestionId>, OptionsOf<Cards>>;
}): PitfallRule {
  return ruleFrom(card, detectors as unknown as DetectorsByKind);
}
