import { defineCard } from '../../card.ts';
import { options } from './health.ts';

export default defineCard({
  name: 'shallow-health-check',
  pitfalls: ['NA-TD6', 'NA-LD3', 'PAT-014', 'PAT-020'],
  summary: 'Health check that passes whatever is broken',
  level: 'likely',
  messages: {
    constant:
      "'{{path}}' answers the same whatever happens: with the database gone the service is still healthy. Check what it needs, and answer 503.",
    hidesFailure: "The check fails here, and '{{path}}' still answers 200, so that whoever watches sees a healthy service. Answer 503.",
    shallowProbe:
      'This check passes as long as {{what}}, whatever else is broken. Ask a route that checks what the service needs, with curl -f.',
    neverWrites: "'{{path}}' only reads, so it passes with a full disk or a read-only volume. Begin a write as well, and roll it back.",
  },
  options,
});
