import { wordsOf } from './words.ts';

const HOUSEKEEPING = new Set(
  'cleanup clean cleaner cleaning clear clears purge purges prune prunes pruning vacuum sweep sweeper gc garbage expire expires expired expiration expiry retention evict eviction heartbeat heartbeats ping pings pong keepalive alive liveness watchdog health healthcheck healthchecks metric metrics stat stats telemetry monitor delete deletes deletion remove removes removal stale orphan orphaned orphans tmp temp temporary cache caches cached trim flush unused obsolete old rotate rotation'.split(
    ' ',
  ),
);

/** Does a name say that the job tidies up or takes a measure, so that it does no harm when it runs twice? */
export function isHousekeeping(name: string): boolean {
  return wordsOf(name).some((word) => HOUSEKEEPING.has(word));
}

const QUIET = new Set(
  'refresh reload collect collector backup backups reindex index optimize compact compaction archive archiver sync synchronize synchronise rebuild aggregate analyze dump snapshot renew update updates check checks scan warm warmup rollup fetch import repack maintenance migrate'.split(
    ' ',
  ),
);

/** Does a name say that nobody waits for the job, so that one quiet hour is as good as another? */
export function isQuietWork(name: string): boolean {
  return isHousekeeping(name) || wordsOf(name).some((word) => QUIET.has(word));
}
