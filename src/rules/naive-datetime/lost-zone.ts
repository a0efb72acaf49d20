import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  deprecated: flag(true, 'Report `utcnow()` and `utcfromtimestamp()` also where they do no harm yet: Python 3.12 calls them deprecated.'),
  columns: flag(false, 'Report database columns that keep no zone (`Column(DateTime)`, `timestamp`), whatever is stored in them.'),
  dayCounts: flag(false, 'Report days that are counted from now to a date which may have come without a time (JavaScript).'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId =
  | 'localTime'
  | 'utcTime'
  | 'deprecatedCall'
  | 'utcAsLocal'
  | 'localAsUtc'
  | 'appendedZ'
  | 'naiveColumn'
  | 'awareIntoNaive'
  | 'textWithoutZone'
  | 'dateOnly'
  | 'localeText'
  | 'shiftedDate'
  | 'dayCount';
export type SuggestionId = 'useAware' | 'useDjango' | 'writeZone' | 'keepZone' | 'useTz';
