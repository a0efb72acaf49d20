import { list, type OptionsOf } from '../../options.ts';

export const options = {
  idNames: list(
    ['request_id', 'requestId', 'correlation_id', 'correlationId', 'trace_id', 'traceId', 'error_id', 'errorId'],
    'Names that show that answers to errors carry an id: a file that mentions one is left alone.',
  ),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'plainPage' | 'stackTrace' | 'errorText';
