import { defineCard } from '../../card.ts';
import { options } from './exposure.ts';

export default defineCard({
  name: 'sensitive-field-in-response',
  pitfalls: ['PF-046', 'PAT-003', 'PAT-009'],
  summary: 'Password hash or other secret field in a response',
  level: 'likely',
  messages: {
    field: "'{{field}}' leaves the server in this response, where anybody who gets it can read it. Drop it and list the public fields.",
    serialized: "'{{field}}' is in every response that '{{method}}' makes. Drop it and list the fields that clients may see.",
    schema: "'{{schema}}' describes what clients get and holds '{{field}}'. Drop the field, or exclude it when the model is written out.",
    responseModel:
      "'{{schema}}' is what clients get here, and it holds '{{field}}'. Give the route a model of its own that lists the public fields.",
    allColumns: "All columns are written out, '{{field}}' among them. List the fields that clients may see.",
    wholeRow: "The whole row is sent, '{{field}}' with it. List the fields that clients may see.",
  },
  suggestions: { dropEntry: 'Drop the field from what is sent.' },
  options,
});
