import { defineCard } from '../../card.ts';
import { options } from './lost-cause.ts';

export default defineCard({
  name: 'raise-without-cause',
  pitfalls: ['GR-4', 'GR-LD8'],
  summary: 'Error raised in a handler without the error that caused it',
  level: 'certain',
  messages: {
    noCause:
      "'{{type}}' does not name the error that caused it, so the traceback reads as if this handler had failed too. Add 'from' and the error.",
    noErrorCause: "'{{type}}' does not carry the error caught here, so the stack of what really failed is lost. Hand it over as its cause.",
  },
  suggestions: {
    bindAndAddFrom: "Name the caught error and add 'from {{error}}'.",
    fromNone: "Add 'from None': the caught error says nothing more.",
    addCause: "Add '{ cause: {{error}} }'.",
  },
  fixable: true,
  options,
});
