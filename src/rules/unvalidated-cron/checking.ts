import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  stored: flag(true, 'Also report expressions whose origin is not known, such as those read from a stored row.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'call' | 'silent' | 'field';

/** Does a text check cron expressions anywhere: `croniter.is_valid`, `cron.validate`, a function of its own? */
export function checksCron(text: string): boolean {
  return CHECKING.test(text);
}

const CHECKING =
  /croniter\.is_valid|CroniterBadCronError|CroniterError|CroniterBadDateError|\bcron\.validate\(|isValidCron|validateCron|is_valid_cron|valid(?:ate)?_?cron|cron\w{0,30}_?(?:is_)?valid|validateCronExpression|@IsCron|IsValidCron|isCron\b|check_?cron|cronValidat|CronValidat/iu;

/** Is a value written by whoever runs the program, and not by its users? */
export function isOperators(text: string): boolean {
  return /(?:^|[._])(?:settings|config|conf|cfg|configuration|options|opts|env|environ|process|constants?|default|defaults|args|argv|cli)(?:$|[._([])|[a-z](?:Config|Settings|Options)\b|[A-Z]{3}|DEFAULT/u.test(
    text,
  );
}
