import { defineCard } from '../../card.ts';
import { options } from './alike.ts';

export default defineCard({
  name: 'uniform-retry',
  pitfalls: ['NA-7', 'NA-IG5'],
  summary: 'Every error tried again alike, passing or permanent',
  level: 'likely',
  messages: {
    everything:
      "'{{policy}}' tries again after every error, so one that stays, such as a wrong key, costs all tries too. Name those worth another try.",
    endless:
      "'{{policy}}' tries again after every error, and without end: a wrong key never comes to light. Name the errors, and set how often.",
    mixed: "'{{type}}' also stands for errors that no further try mends, such as {{staying}}. Name only what passes: {{passing}}.",
    limited:
      "'{{type}}' also stands for {{staying}}, and how long a 429 asks to wait is not read. Retry {{passing}} only, and obey retry-after.",
    loop: 'This tries again after every error, so one that stays, such as a wrong key, costs all tries too. Let all but passing errors out at once.',
    service: "'{{call}}' raises a class for each kind of failure, and all are tried again alike, a wrong key too. Retry only {{passing}}.",
  },
  suggestions: {
    nameErrors: "Retry only '{{errors}}'.",
    catchPassing: "Catch only '{{errors}}'.",
  },
  options,
});
