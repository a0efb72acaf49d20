import { defineCard } from '../../card.ts';
import { options } from './unhandled.ts';

export default defineCard({
  name: 'missing-error-handler',
  pitfalls: ['GR-LD8'],
  summary: 'Web application without a handler for unexpected errors',
  level: 'hint',
  messages: {
    plainPage:
      "'{{app}}' has no handler for unexpected errors, so clients get the framework's own page without an id. Add one that logs and answers.",
    stackTrace:
      "'{{app}}' has no error middleware, so Express sends the stack trace unless NODE_ENV is 'production'. Add one after all routes.",
    errorText:
      "'{{app}}' has no error handler, so Fastify sends the message of any error to the client. Set one that answers with a fixed text.",
  },
  options,
});
