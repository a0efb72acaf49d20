import { defineCard } from '../../card.ts';
import { options } from './zone.ts';

export default defineCard({
  name: 'schedule-without-timezone',
  pitfalls: ['GR-UX3', 'PAT-011'],
  summary: 'Schedule that does not say in which time zone it is',
  level: 'likely',
  messages: {
    cron: "'{{call}}' names no time zone, so this runs at an hour of whatever zone the machine has, not of the user's. Pass the zone.",
    ownZone:
      "'{{call}}' does not take over the zone of its scheduler: built by itself, it runs in the machine's. Pass the zone here as well.",
    utc: "This project sets no time zone for Celery, so this is an hour in UTC. Set 'timezone', if only to say that UTC is meant.",
    field: "'{{field}}' says when something runs, and nothing beside it in which zone, so it runs in the server's. Keep a zone with it.",
    input:
      'This input gives a time without a zone, and it is passed on as it is: the server reads it in its own zone. Turn it into a moment.',
  },
  options,
});
