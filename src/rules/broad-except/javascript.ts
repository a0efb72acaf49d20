import type { JavaScriptDetector } from '../../javascript/detector.ts';
import type { MessageId, Options, SuggestionId } from './verdict.ts';

export const javascript: JavaScriptDetector<MessageId | SuggestionId, Options> = {
  mentions: ['catch'],
  visit: () => ({}),
};
