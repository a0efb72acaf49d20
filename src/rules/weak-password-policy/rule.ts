import { defineCard } from '../../card.ts';
import { options } from './policy.ts';

export default defineCard({
  name: 'weak-password-policy',
  pitfalls: ['PF-042'],
  summary: 'Password accepted that is too short, or without a look at it',
  level: 'likely',
  messages: {
    shortMinimum:
      'Passwords of {{least}} characters are accepted here, and are guessed in no time. Set the least length to {{min}} or more.',
    noPolicy: "'{{name}}' is hashed as it was sent, so any password is accepted. Check its length, and a list of common ones, before.",
    conditionalPolicy:
      'The policy is asked only for passwords of some lengths, and all others pass. Call it always, and check the length in it.',
    weakLiteral: "'{{name}}' gives an account a password that everybody tries first. Read it from the environment, or make a random one.",
  },
  suggestions: { raise: 'Ask for {{min}} characters.' },
  options,
});
