import { defineCard } from '../../card.ts';
import { options } from './failed-login.ts';

export default defineCard({
  name: 'login-without-lockout',
  pitfalls: ['PF-044'],
  summary: 'Failed logins that nobody counts',
  level: 'hint',
  messages: {
    password:
      "'{{function}}' counts no wrong passwords, so they can be guessed for ever. Record each failure and lock the account for a while after five.",
    code: "'{{function}}' counts no wrong codes, and a million guesses find any. Record each failure and lock the account for a while after five.",
  },
  options,
});
