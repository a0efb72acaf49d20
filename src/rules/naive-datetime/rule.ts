import { defineCard } from '../../card.ts';
import { options } from './lost-zone.ts';

export default defineCard({
  name: 'naive-datetime',
  pitfalls: ['GR-6', 'GR-TD4', 'PAT-008c', 'PAT-012'],
  summary: 'Date and time without a time zone',
  level: 'likely',
  messages: {
    localTime:
      "'{{call}}' is the machine's local time and does not say so: elsewhere, or when the clocks change, it means another moment. Pass timezone.utc.",
    utcTime:
      "'{{call}}' is UTC and does not say so: timestamp() and aware datetimes take it for local time or fail. Use now(timezone.utc).",
    deprecatedCall:
      "'{{call}}' is deprecated since Python 3.12, as what it gives has no zone. Pass timezone.utc to the method that takes one.",
    utcAsLocal:
      "'{{call}}' is UTC without saying so, and what gets it here takes it for local time: the result is off by the zone. Make it aware.",
    localAsUtc: "'{{call}}' is the machine's local time, and here it is said to be UTC, so it is off by the zone. Read the clock in UTC.",
    appendedZ:
      "A 'Z' behind isoformat() says UTC whatever the value is: local time becomes wrong, aware values end in '+00:00Z'. Let isoformat() write the zone.",
    naiveColumn:
      "The column '{{column}}' keeps no zone, so the database and its readers have to guess one. Give it a type with a time zone.",
    awareIntoNaive:
      "The column '{{column}}' keeps no zone, but its default has one: drivers drop it or fail. Declare DateTime(timezone=True).",
    textWithoutZone: "'{{text}}' names no zone, so each machine reads another moment out of it. Write the zone, 'Z' for UTC.",
    dateOnly:
      "'{{text}}' is read as midnight in UTC, and '{{method}}' shows local time: west of Greenwich that is the day before. Use the UTC methods.",
    localeText:
      "'{{call}}' depends on the language and zone of the machine, so cutting it to pieces breaks elsewhere. Format the parts by themselves.",
    shiftedDate:
      'The offset is added to the moment itself, so this date is another moment that only looks right here. Show it with a timeZone instead.',
    dayCount:
      "A '{{text}}' without a time is midnight in UTC, so these days are off by one in other zones. Compare calendar days in one zone.",
  },
  suggestions: {
    useAware: "Use '{{call}}'.",
    useDjango: "Use Django's 'timezone.now()'.",
    writeZone: "Write '{{call}}', which ends in its zone.",
    keepZone: "Declare the column with 'timezone=True'.",
    useTz: "Keep the zone: 'useTz: true'.",
  },
  fixable: true,
  options,
});
