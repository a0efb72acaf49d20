import { flag, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  celery: flag(true, 'Python: report `crontab(hour=...)` of Celery in a project that sets no time zone for it, where it means UTC.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'cron' | 'ownZone' | 'utc' | 'field' | 'input';

/** Does a cron expression say something that differs between zones: an hour, a day, a month? `*\/5 * * * *` does not. */
export function dependsOnZone(expression: string): boolean {
  const text = expression.trim();
  if (text.startsWith('@')) return !/^@(?:hourly|every\b|reboot)/u.test(text);
  const fields = text.split(/\s+/u);
  if (fields.length < 5 || fields.length > 7) return false;
  // With six fields the first are the seconds; seven end in the year.
  const hour = fields.length === 5 ? 1 : 2;
  return fields.slice(hour, hour + 4).some(isFixed);
}

/** Is a field of a schedule more than `*`, `?` and `*\/3`? */
export function isFixed(field: string): boolean {
  return !/^(?:\*(?:\/\d{1,3})?|\?|)$/u.test(field.trim());
}

/** Does a name speak of a time zone? */
export function isZoneName(name: string): boolean {
  return (
    /time_?zone|zone_?info|utc_?offset/iu.test(name) || wordsOf(name).some((word) => word === 'tz' || word === 'tzinfo' || word === 'zone')
  );
}
