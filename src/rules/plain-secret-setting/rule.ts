import { defineCard } from '../../card.ts';
import { options } from './secret-field.ts';

export default defineCard({
  name: 'plain-secret-setting',
  pitfalls: ['NA-SM2.2'],
  summary: 'Secret in a settings class that prints itself in full',
  level: 'likely',
  messages: {
    plain:
      "'{{field}}' prints in full wherever the settings are logged or fail to validate. Make it a SecretStr, which shows stars instead.",
    plainBeside: "'{{field}}' prints in full with the settings object, while '{{other}}' shows stars. Make it a SecretStr too.",
    unwrapped:
      'The secret stays unwrapped here for the whole program, so it prints again. Keep the SecretStr, and unwrap it where it is used.',
    plainInSchema:
      "'{{field}}' is a plain string once the environment is parsed, so it prints with the settings. Wrap it in a type that shows stars.",
  },
  suggestions: {
    hide: "Make '{{field}}' a SecretStr; its uses then call get_secret_value().",
  },
  options,
});
