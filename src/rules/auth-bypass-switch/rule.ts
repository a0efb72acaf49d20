import { defineCard } from '../../card.ts';
import { options } from './bypass-switch.ts';

export default defineCard({
  name: 'auth-bypass-switch',
  pitfalls: ['GR-TD6', 'GR-SM6'],
  summary: 'Switch that turns authentication off, also in production',
  level: 'likely',
  messages: {
    unguarded:
      "'{{name}}' turns authentication off, and nothing here stops it from being set in production. Raise an error at start-up when both are.",
    guardOnlyWarns:
      "In production '{{name}}' must stop the process; here it is only spoken of, and authentication stays off. Raise an error instead.",
    onByDefault:
      "'{{name}}' leaves authentication off until somebody sets it, so whoever forgets it is open to everybody. Turn the default around.",
    deployed:
      "'{{name}}' turns authentication off in this deployment, so whoever reaches it is in. Remove it, or set it for development only.",
    forgettable: "This check is off when nobody sets '{{variable}}', and '{{name}}' opens everything then. Let the default be production.",
  },
  options,
});
