import { defineCard } from '../../card.ts';
import { options } from './personal-data.ts';

export default defineCard({
  name: 'pii-in-log',
  pitfalls: ['NA-SM1', 'PAT-010', 'PAT-015c'],
  summary: 'Personal data written to the log',
  level: 'likely',
  messages: {
    body: "'{{name}}' puts what somebody wrote into the log, where everyone with access reads it. Log an id and the length, or the command alone.",
    identity: "'{{name}}' tells in the log who somebody is, for everyone with access and for as long as logs are kept. Log an id instead.",
    contact: "'{{name}}' puts personal data into the log, where everyone with access reads it. Log an id, or the domain alone.",
  },
  suggestions: {
    lengthOnly: 'Log only its length.',
    domainOnly: 'Log only the domain.',
    whetherGiven: 'Log only whether it is given.',
  },
  options,
});
