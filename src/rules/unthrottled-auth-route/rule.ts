import { defineCard } from '../../card.ts';
import { options } from './auth-route.ts';

export default defineCard({
  name: 'unthrottled-auth-route',
  pitfalls: ['PF-043', 'GR-LD7', 'PAT-009'],
  summary: 'Login or other check of a credential that can be tried without limit',
  level: 'hint',
  messages: {
    credential:
      "'{{route}}' checks a credential as often as anybody asks. Give it a limit, for example five tries a minute for each account and address.",
    authRoute:
      "'{{route}}' is open to strangers and nothing limits how often. Give it a limit, for example five calls a minute for each address.",
  },
  options,
});
