import { list, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  ignore: list([], 'Further exceptions that tell of no failure, by their last name (`ReplyNow`).'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'noCause' | 'noErrorCause';
export type SuggestionId = 'bindAndAddFrom' | 'fromNone' | 'addCause';

/** Raised to steer the program, not to report a failure: nobody reads their traceback. */
const CONTROL = new Set(
  [
    'StopIteration StopAsyncIteration GeneratorExit SystemExit KeyboardInterrupt CancelledError Exit Abort Return',
    'Skip SkipTest Skipped Ignore Reject Retry EndSession DropItem CloseSpider IgnoreRequest ImmediateHttpResponse',
    'HTTPFound HTTPSeeOther HTTPMovedPermanently HTTPTemporaryRedirect HTTPPermanentRedirect',
  ]
    .join(' ')
    .split(' '),
);

/** Does raising this steer the program (`StopIteration`, `typer.Exit`, a redirect), so that there is no failure to explain? */
export function isControlFlow(name: string, { ignore }: Options): boolean {
  return CONTROL.has(name) || ignore.includes(name) || wordsOf(name).includes('redirect');
}
