import { wordsOf } from '../../vocabulary/words.ts';

export type MessageId = 'goesOn';

const STOPPING_WORDS = new Set('cancel abort stop terminate'.split(' '));
const WORK = new Set(
  (
    'run runs task tasks job jobs pipeline pipelines execution executions workflow workflows process processes conversation generation crawl crawler ' +
    'scan scans training scrape scraper import export render rendering agent agents batch sync backup build deployment download analysis evaluation ' +
    'experiment simulation migration worker research finetune finetuning indexing ingestion transcription conversion flow flows'
  ).split(' '),
);
/** What is only a record: nothing runs for it. */
const RECORDS = new Set(
  (
    'subscription subscriptions order orders invitation invitations invite booking bookings appointment appointments reservation reservations payment ' +
    'payments invoice invoices membership meeting meetings event events transaction transactions contract offer offers request requests sale trade ticket ' +
    'shipment delivery transfer refund purchase friendship plan account auction loan leave registration'
  ).split(' '),
);

/** Is a function of this name, or a path that ends like this, there to cancel something? */
export function cancels(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const [first = '', ...rest] = wordsOf(name);
  if (STOPPING_WORDS.has(first)) return true;
  // `handle_cancel`, `on_stop_run`, `api_cancel_job`
  return rest.some((word) => STOPPING_WORDS.has(word)) && BEFORE.has(first);
}

const BEFORE = new Set('handle do post api request user force async route endpoint view'.split(' '));
const LONGEST_NAME = 60;

/** `/runs/{id}/cancel` */
export function isCancelPath(path: string): boolean {
  return /\/(?:cancel|stop|abort|terminate)\/?$/u.test(path);
}

/** Is what these names speak of something that runs, rather than a record of it? */
export function isWork(...names: readonly string[]): boolean {
  const words = names.flatMap((name) => wordsOf(name.slice(0, LONGEST_PATH)));
  return words.some((word) => WORK.has(word)) && !words.some((word) => RECORDS.has(word));
}

const LONGEST_PATH = 200;

/** Is a class of this name there to keep records, so that whoever calls it has to stop what runs: a store, a repository, a backend? */
export function keepsRecords(name: string): boolean {
  return wordsOf(name.slice(0, LONGEST_NAME)).some((word) => KEEPERS.has(word));
}

const KEEPERS = new Set(
  'store repository repo dao db database postgres sqlite mongo redis backend persistence table model models record fake mock'.split(' '),
);

/** Does this text, or the last word of this constant, say that something has been cancelled? */
export function saysCancelled(text: string): boolean {
  return text.length < LONGEST_NAME && /^(?:cancell?ed|cancell?ing|aborted|aborting|stopped|stopping|terminated)$/iu.test(text);
}

/** Is this the name of what holds a status? */
export function isStatusName(name: string): boolean {
  return /(?:^|_|[a-z])(?:status|state)$/iu.test(name.slice(-LONGEST_NAME));
}

/** May a call of this name stop what runs, or tell it to stop? */
export function mayStop(name: string): boolean {
  return name.length < LONGEST_NAME && STOPS.test(name);
}

const STOPS =
  /cancel|abort|revoke|terminat|kill|stop|interrupt|signal|halt|shutdown|publish|command|control|unschedule|(?:remove|delete|discard|purge)_?(?:job|task)|movetofailed|^set$|^discard$|^destroy$|^close$|^quit$/iu;

/** Is this the name of a flag that what runs may read: `cancel_requested`, `self._stopping`? */
export function isStopFlag(name: string): boolean {
  return name.length < LONGEST_NAME && /cancel|abort|stop|interrupt|terminate/iu.test(name);
}
