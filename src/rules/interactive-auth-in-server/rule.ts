import { defineCard } from '../../card.ts';
import { options } from './start-up.ts';

export default defineCard({
  name: 'interactive-auth-in-server',
  pitfalls: ['NA-1.2'],
  summary: 'Interactive login that the start of a server reaches',
  level: 'likely',
  messages: {
    atStart:
      "'{{call}}' waits for a person, and server start-up reaches it ({{path}}): in a container it hangs. Load a stored token, or stop with an error.",
  },
  suggestions: {
    fail: 'Raise an error instead, and keep the login in a script.',
  },
  options,
});
