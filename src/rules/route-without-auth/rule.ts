import { defineCard } from '../../card.ts';
import { options } from './exposure.ts';

export default defineCard({
  name: 'route-without-auth',
  pitfalls: ['PF-009', 'GR-IG4', 'PAT-009'],
  summary: 'Route that changes or returns data and asks nobody who they are',
  level: 'likely',
  messages: {
    changesData: "'{{route}}' changes data for anybody who calls it. Put the project's authentication before it, or say that it is public.",
    returnsData: "'{{route}}' returns data to anybody who calls it. Put the project's authentication before it, or say that it is public.",
    opensSocket: "The socket '{{route}}' is accepted without any credential. Check a token before accept().",
    noAuthAnywhere: "'{{route}}' changes data for anybody who calls it, and nothing in this project asks who that is. Add authentication.",
  },
  suggestions: { markPublic: 'Say in a comment that it is public; replace REASON.' },
  options,
});
