import { defineCard } from '../../card.ts';
import { options } from './verdict.ts';

export default defineCard({
  name: 'broad-except',
  pitfalls: ['GR-4', 'GR-TD2', 'GR-UX5', 'NA-IG5'],
  summary: 'Handler that catches every error and hides the failure',
  level: 'certain',
  messages: {
    dropped:
      'This handler drops every error, so a failure looks like success. Let the error out, or log it with its stack and answer with a failure.',
    masked:
      "A failure in '{{what}}' leaves here as '{{value}}': callers cannot tell 'nothing found' from 'broken'. Let the error out, or return it.",
    loggedOnly:
      'The log gets the error without its stack trace, and the code goes on as if nothing had failed. Log the error itself, or let it out.',
    mockFallback:
      "When this fails, '{{value}}' takes its place, and made-up answers pass for real ones. Let the error out, or report the service as down.",
    reclassifiesHttpError:
      'The {{status}} raised on line {{line}} is caught here and leaves as {{other}}. Let it pass: catch that type first and raise it again.',
    redundantTuple:
      "'{{broad}}' includes the other types of this tuple, so they narrow nothing. Name only the errors you expect, or only '{{broad}}'.",
    narrowCleanup:
      "Whatever goes wrong in '{{call}}' is dropped, a misspelt name included. Catch what it is known to raise, as with contextlib.suppress(OSError).",
    importInProbe: 'A missing package is an ImportError; this handler also hides a misspelt or broken one. Catch ImportError only.',
    swallowsCancellation:
      'This handler also stops Ctrl-C, SystemExit and the cancelling of tasks. Catch Exception, or raise again at its end.',
    endpointSilent: 'Whoever called this endpoint gets no answer and no error when this fails. Raise, or send an error.',
    uiSilent: 'The user sees nothing when this fails, as nobody reads the browser console. Show the error, or hand it to the caller.',
    broadHandler: 'Every error there is ends here and is {{disposition}}. Name the errors you expect; only event handlers may catch all.',
  },
  suggestions: {
    useException: "Log with '{{logger}}.exception()', which adds the traceback.",
    addExcInfo: 'Add exc_info=True, so that the log keeps the traceback.',
    narrow: "Catch only '{{types}}'.",
    catchException: 'Catch Exception, and let cancellation through.',
    letHttpErrorPass: "Let '{{type}}' pass in a handler of its own.",
    logError: 'Log the error itself, not only its text.',
    callNext: "Hand the error to '{{next}}()'.",
    showError: "Show the error with '{{setter}}()'.",
    sendError: 'Send the error to the client.',
  },
  fixable: true,
  options,
});
