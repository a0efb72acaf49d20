/** A list of pitfalls or patterns that somebody wrote down; the IDs of its entries begin with its own. */
export interface Registry {
  readonly id: RegistryId;
  readonly description: string;
}

export type RegistryId = 'PF' | 'GR' | 'NA' | 'PAT';

/** An entry of a registry, and the rules that enforce it, the main one first. */
export interface Pitfall {
  readonly id: string;
  readonly title: string;
  readonly registry: RegistryId;
  readonly rules: readonly string[];
  /** Why no rule can enforce it. */
  readonly why?: string;
}

/** ID, title, rules; `null` where only a person can judge. */
type Row = readonly [id: string, title: string, rules: string | null];

export const registries: readonly Registry[] = [
  { id: 'PF', description: 'Pitfalls of a Flask platform: code, containers, CI and the web front end' },
  { id: 'GR', description: 'Research on making an agent framework on FastAPI ready for production' },
  { id: 'NA', description: 'Research on making an e-mail negotiation agent on FastAPI ready for production' },
  { id: 'PAT', description: 'Library of patterns: the good form that a rule points to, or a wrong form to be warned of' },
];

const PF: readonly Row[] = [
  ['PF-001', 'Guards stacked so that the one that needs the user runs first', 'decorator-order'],
  ['PF-002', 'SQLite path that depends on the start directory', 'relative-sqlite-path'],
  ['PF-003', 'Demo token made with a suffix and compared without it', 'suffixed-static-token'],
  ['PF-004', 'Database model that cannot be turned into JSON', 'unserializable-model'],
  ['PF-005', 'Daemon started with a virtual environment that may not be there', 'unchecked-venv-interpreter'],
  ['PF-006', 'Memory file longer than what is read of it', 'oversized-memory-file'],
  ['PF-007', 'Scheduler that nobody shuts down', 'scheduler-without-shutdown'],
  ['PF-008', 'Log written into a folder that may not exist', 'log-without-mkdir'],
  ['PF-009', 'Data served without authentication', 'route-without-auth'],
  ['PF-010', 'Speed judged by a single run', 'single-run-benchmark'],
  ['PF-011', 'JSON taken apart with grep', 'grep-json'],
  ['PF-012', 'Compose command without a look whether Docker runs', 'compose-without-daemon-check'],
  ['PF-013', 'Database used before it is ready', 'db-start-without-wait'],
  ['PF-014', 'SQLite file copied while it is open', 'live-sqlite-copy'],
  ['PF-015', 'Database volume that outlives its container', 'down-without-volumes'],
  ['PF-016', 'Deployment guide that takes a running Docker for granted', 'compose-without-daemon-check'],
  ['PF-012b', 'Database check that relies on a command-line client being installed', 'db-cli-without-fallback'],
  ['PF-021', 'Control that assistive technology cannot name', 'inaccessible-control'],
  ['PF-022', 'Layout that overflows a narrow screen', 'mobile-overflow'],
  ['PF-023', 'Text with too little contrast', 'low-contrast'],
  ['PF-007b', 'Crawlers whose records differ in shape', 'inconsistent-record-shape'],
  ['PF-008b', 'Made-up data stored in the real database', 'persisted-dummy-data'],
  ['PF-009b', 'Crawler that hides its failures', 'silent-fetch-failure'],
  ['PF-017', 'Log lines that cannot be traced to a request', 'missing-request-id'],
  ['PF-018', 'Metrics endpoint that is scraped but never registered', 'unregistered-blueprint unserved-scrape-target'],
  ['PF-019', 'JSON log put together by hand', 'handmade-json-log'],
  ['PF-020', 'Alert on a metric that nobody exports', 'unknown-alert-metric'],
  ['PF-008c', 'One query per row', 'n-plus-one-query'],
  ['PF-021b', 'Web server with too few workers', 'default-worker-count'],
  ['PF-022b', 'Source copied before the dependencies are installed', 'copy-before-install'],
  ['PF-023b', 'Compose service that does not wait for its database', 'shallow-db-healthcheck db-start-without-wait'],
  ['PF-024', 'TLS certificate that is not in the container', 'missing-ssl-certificate'],
  ['PF-025', 'Environment file that never reaches the container', 'env-not-in-container'],
  ['PF-026', 'Rate limit without room for a burst', 'rate-limit-without-burst'],
  ['PF-027', 'More connections than the pool or the server has', 'connection-pool-exhaustion'],
  ['PF-028', 'Backup script that nothing schedules', 'unscheduled-backup'],
  ['PF-029', 'Health check too tight for a slow start', 'tight-healthcheck'],
  ['PF-030', 'Secret in the log', 'secret-in-log'],
  ['PF-041', 'Fixed token that gets past authentication', 'hardcoded-token-bypass'],
  ['PF-042', 'Password accepted whatever its strength', 'weak-password-policy'],
  ['PF-043', 'Login that can be tried without limit', 'unthrottled-auth-route'],
  ['PF-044', 'Account that is never locked', 'login-without-lockout'],
  ['PF-045', 'Security event without an audit record', 'unaudited-auth-event'],
  ['PF-046', 'Sensitive field in a response', 'sensitive-field-in-response'],
  ['PF-031', 'Commit hook that formats files and then fails the commit', 'formatter-without-restage'],
  ['PF-032', 'Matrix job whose failure nobody sees', 'hidden-matrix-failure'],
  ['PF-033', 'Coverage upload that fails in silence', 'soft-fail-coverage-upload'],
  ['PF-034', 'Release that triggers no deployment', 'release-without-deploy-trigger'],
  ['PF-035', 'Development files in the build context', 'dockerignore-missing-dev-files'],
  ['PF-036', 'Security finding silenced without a reason', 'unexplained-suppression scan-includes-tests'],
  ['PF-037', 'Commit hook that grows slower and slower', 'slow-commit-hook'],
  ['PF-038', 'Commit message rule that blocks merge commits', 'commitlint-blocks-merges'],
  ['PF-039', 'Workflow that needs secrets on pull requests from forks', 'secrets-on-fork-pr'],
  ['PF-040', 'Migrations tested on another database version than production runs', 'database-version-drift'],
];

const GR: readonly Row[] = [
  [
    'GR-1',
    'Sessions and response shapes broken by moving authentication to the database',
    'in-memory-state async-without-await response-id-drift',
  ],
  ['GR-2', 'Synchronous call that blocks the event loop', 'blocking-call-in-async unawaited-coroutine'],
  [
    'GR-3',
    'Pipeline run without time limit or step limit',
    'missing-timeout unvalidated-graph unbounded-loop stub-reports-success dangling-task',
  ],
  ['GR-4', 'Broad handler that hides the failure', 'broad-except raise-without-cause error-detail-leak'],
  ['GR-5', 'SQL put together from text', 'sql-string-interpolation'],
  [
    'GR-6',
    'Scheduled action that runs twice after a crash',
    'in-memory-state schedule-advanced-after-run naive-datetime job-without-overlap-guard',
  ],
  [
    'GR-7',
    'Test suite that nobody can trust',
    'skipped-test-without-issue swallowed-ci-failure permissive-test-assertion test-config-shadowed stub-reports-success',
  ],
  ['GR-TD1', 'Database call pushed into a thread instead of an async driver', 'executor-wrapped-db-call'],
  ['GR-TD2', 'Broad handler in new code', 'broad-except'],
  ['GR-TD3', 'Pipeline accepted without a check for cycles', 'unvalidated-graph'],
  ['GR-TD4', 'Date and time without a time zone', 'naive-datetime'],
  ['GR-TD5', 'Cache in memory without a size limit', 'unbounded-cache'],
  ['GR-TD6', 'Switch that turns authentication off', 'auth-bypass-switch'],
  ['GR-IG1', 'Synchronous engine with an asynchronous driver', 'sync-engine-async-driver'],
  ['GR-IG2', 'Token block list queried on every request', 'uncached-auth-lookup'],
  ['GR-IG3', 'Cron expression taken on trust', 'unvalidated-cron'],
  ['GR-IG4', 'Every event sent to every connected client', 'broadcast-to-all route-without-auth'],
  ['GR-IG5', 'Language model called without time limit or budget', 'missing-timeout llm-call-without-budget'],
  ['GR-IG6', 'Schema changed while the service runs', 'unsafe-migration ddl-in-request-path'],
  ['GR-PT1', 'Synchronous database call in an async handler', 'blocking-call-in-async'],
  ['GR-PT2', 'One query per item of a list', 'n-plus-one-query'],
  ['GR-PT3', 'Token block list that only grows', 'unbounded-cache'],
  ['GR-PT4', 'One task per event', 'dangling-task'],
  ['GR-PT5', 'Whole file tree in one response', 'unpaginated-tree'],
  ['GR-PT6', 'Log that grows inside a JSON column', 'growing-json-column'],
  ['GR-SM1', 'Placeholder where SQL wants an identifier', 'sql-placeholder-as-identifier'],
  ['GR-SM2', 'Expired rows that are never deleted', 'unpurged-expiry-table'],
  ['GR-SM3', 'Tool run without a sandbox', 'unsandboxed-execution optional-permission-check'],
  ['GR-SM4', 'Rate limit that counts by address', 'rate-limit-by-ip in-memory-state'],
  ['GR-SM5', 'SQL parameters and secrets in the log', 'secret-in-log'],
  ['GR-SM6', 'Authentication switch that production can reach', 'auth-bypass-switch unread-env-var'],
  [
    'GR-UX1',
    'Success answered at once, failure later in silence',
    'accepted-not-created mutation-without-error-handling stub-reports-success',
  ],
  ['GR-UX2', 'One bare 401 for every failed login', 'unauthorized-without-challenge'],
  ['GR-UX3', 'Schedule without a time zone', 'schedule-without-timezone'],
  ['GR-UX4', 'Everybody logged out by a change of storage', 'ephemeral-signing-key'],
  ['GR-UX5', 'Chat endpoint that swallows exceptions', 'broad-except'],
  ['GR-LD1', 'User table without its constraints', 'user-schema-constraints'],
  [
    'GR-LD2',
    'Cancelled or half-failed pipeline that goes on',
    'cancel-without-task-cancel gather-exceptions-ignored dangling-task unvalidated-graph',
  ],
  ['GR-LD3', 'Scheduled jobs that overlap or never end', 'job-without-overlap-guard missing-timeout in-memory-state'],
  ['GR-LD4', 'Injection fix without a hostile test', 'sink-without-injection-test'],
  [
    'GR-LD5',
    'Asynchronous sessions without transaction or way back',
    'unmanaged-async-session unawaited-coroutine blocking-call-in-async empty-downgrade',
  ],
  ['GR-LD6', 'Token block list lost on restart', 'in-memory-state'],
  [
    'GR-LD7',
    'Rate limit that forgets routes or the Retry-After header',
    'unthrottled-auth-route rate-limit-without-retry-after middleware-order',
  ],
  ['GR-LD8', 'Errors that leak details or lose their cause', 'error-detail-leak raise-without-cause missing-error-handler'],
];

const NA: readonly Row[] = [
  ['NA-1', 'Login token baked into the image', 'secret-in-image'],
  ['NA-1.2', 'Interactive login that server start-up can reach', 'interactive-auth-in-server'],
  ['NA-1.3', 'Path variable that is tested but never used', 'env-checked-not-used'],
  ['NA-2', 'Failed set-up that turns into a silent None', 'silent-degradation'],
  ['NA-2.2', 'File that the run-time user cannot read', 'unreadable-for-runtime-user'],
  ['NA-3', 'Live state in a dictionary of the process', 'in-memory-state'],
  ['NA-3.2', 'State saved on shutdown only', 'state-saved-on-shutdown-only'],
  ['NA-3.3', 'Serialization that drops a part of the state', 'lossy-serialization'],
  ['NA-4', 'WAL mode asked for and never checked', 'unchecked-wal-mode'],
  ['NA-4.2', 'Backup that copies a live SQLite file', 'live-sqlite-copy'],
  ['NA-4.3', 'SQLite on a network volume', 'sqlite-on-network-volume'],
  ['NA-5', 'Renewal on a fixed timer instead of the stored expiry', 'fixed-interval-renewal'],
  ['NA-6', 'Tests that open the real database', 'test-uses-real-database'],
  ['NA-6.2', 'Parallel tests that share one database', 'parallel-tests-one-database'],
  ['NA-7', 'One retry policy for every error', 'uniform-retry'],
  ['NA-7.2', 'Last failure swallowed by the retry callback', 'retry-callback-swallows-error'],
  ['NA-7.3', 'Retry around a client that retries by itself', 'stacked-retry'],
  ['NA-7.4', 'Retry of a call that must not happen twice', 'retry-of-non-idempotent-call'],
  ['NA-8', 'Endless call parked in the default thread pool', 'endless-call-in-thread-pool'],
  ['NA-8.2', 'Long-running task that nobody watches', 'unsupervised-task'],
  ['NA-8.3', 'Blocking call on the event loop', 'blocking-call-in-async'],
  ['NA-TD1', 'Credential file mounted from the host', 'credential-bind-mount'],
  ['NA-TD2', 'Default database path that depends on the start directory', 'relative-sqlite-path'],
  ['NA-TD3', 'Synchronous client where an async one exists', 'sync-client-in-async-app'],
  ['NA-TD4', 'Several services in one container', 'many-services-one-container'],
  ['NA-TD5', 'State written after the act that it records', 'late-state-save'],
  ['NA-TD6', 'Health check that never touches the database', 'shallow-health-check'],
  ['NA-TD6.2', 'Health check that kills the process', 'healthcheck-kills-process'],
  ['NA-IG1', 'Login that is revoked after a week and never renewed', 'unhandled-token-revocation'],
  ['NA-IG2', 'New refresh token at every login', 'refresh-token-per-login'],
  ['NA-IG3', 'Push address that the provider cannot reach', 'unreachable-callback-url'],
  ['NA-IG4', 'Client called ready before it was ever used', 'unproven-client'],
  ['NA-IG5', 'Permanent errors retried like passing ones', 'uniform-retry broad-except'],
  ['NA-IG6', 'Token of the wrong kind', 'token-prefix-mismatch'],
  ['NA-IG7', 'Command acknowledged too late', 'late-ack'],
  ['NA-PT1', 'SQLite connection shared across threads', 'sqlite-cross-thread'],
  ['NA-PT2', 'Tasks started without a limit', 'unbounded-concurrency'],
  ['NA-PT3', 'Default thread pool for every request', 'default-thread-pool'],
  ['NA-PT3.2', 'Client shared by threads that is not made for it', 'client-not-thread-safe'],
  ['NA-PT4', 'Commit on every insert', 'commit-in-loop'],
  ['NA-SM1', 'Mail text or address in the log', 'pii-in-log'],
  ['NA-SM1.2', 'Secret that reaches the log inside a validation error', 'secret-in-log'],
  ['NA-SM2', 'Secret in an ENV instruction of the image', 'secret-in-image'],
  ['NA-SM2.2', 'Secret setting typed as a plain string', 'plain-secret-setting'],
  ['NA-SM3', 'Webhook without a signature check', 'webhook-without-signature'],
  ['NA-SM4', 'Push message accepted without a token check', 'webhook-without-signature'],
  ['NA-SM5', 'Credential file in source control', 'credential-not-ignored'],
  ['NA-SM5.2', 'Run-time data written inside the repository', 'runtime-data-not-ignored'],
  ['NA-LD1', 'Service that is up while its clients are None', 'silent-degradation'],
  ['NA-LD1.2', 'Resource path that breaks once installed', 'fragile-resource-path'],
  ['NA-LD1.3', 'Message acknowledged and then dropped', 'acknowledged-but-dropped'],
  ['NA-LD2', 'Image that CI never builds', 'image-not-built-in-ci'],
  ['NA-LD2.2', 'Required variable that is declared nowhere', 'undeclared-env-var'],
  ['NA-LD2.3', 'Missing credential that becomes an empty string', 'empty-credential-default'],
  ['NA-LD3', 'Health check that only says the port is open', 'shallow-health-check'],
  ['NA-LD4', 'State that is saved but never loaded', 'state-never-restored'],
  ['NA-LD5', 'Push address that is registered but not reachable', 'unreachable-callback-url'],
  ['NA-LD5.2', 'Container port and listening port that disagree', 'container-port-mismatch'],
  ['NA-LD6', 'Renewal schedule lost on restart', 'fixed-interval-renewal'],
  ['NA-LD7', 'Retry policy without a test for each kind of error', 'untested-retry-policy'],
  ['NA-LD8', 'Bot that stays silent after a reconnect', 'unsupervised-task'],
];

const PAT: readonly Row[] = [
  ['PAT-001', 'Services registered as blueprints in the application factory', 'unregistered-blueprint'],
  ['PAT-002', 'Order of the login and subscription decorators', 'decorator-order'],
  ['PAT-003', 'Every model has a to_dict method', 'unserializable-model sensitive-field-in-response'],
  ['PAT-004', 'Static demo token in the login decorator', 'hardcoded-token-bypass suffixed-static-token'],
  ['PAT-005', 'Absolute database path', 'relative-sqlite-path'],
  ['PAT-006', 'Message format between agents', 'message-schema-mismatch'],
  ['PAT-006b', 'Made-up data in the service layer', 'persisted-dummy-data'],
  ['PAT-007', 'Checklist for API responses', 'permissive-test-assertion endpoint-without-error-test'],
  ['PAT-007b', 'Agent tasks split to run in parallel', null],
  ['PAT-007c', 'Abstract base class for crawlers', 'inconsistent-record-shape silent-fetch-failure'],
  ['PAT-007d', 'Message bus between agents', 'in-memory-state dangling-task'],
  ['PAT-008', 'Verified price calculation', 'float-money unverified-total'],
  ['PAT-008b', 'Memory file kept as a short index', 'oversized-memory-file'],
  ['PAT-008c', 'Urgency badge by deadline', 'naive-datetime'],
  ['PAT-008d', 'Agents started within their authority', 'optional-permission-check unbounded-loop'],
  [
    'PAT-009',
    'Baseline checklist for web security',
    'route-without-auth sql-string-interpolation sensitive-field-in-response unthrottled-auth-route',
  ],
  ['PAT-009b', 'Demo mode with a passkey in the browser', 'hardcoded-token-bypass suffixed-static-token'],
  ['PAT-009c', 'Dark dashboard for every screen width', 'mobile-overflow low-contrast cdn-without-integrity'],
  ['PAT-009d', 'Graph of tasks that depend on each other', 'unvalidated-graph'],
  ['PAT-010', 'Bot commands with logging', 'log-without-mkdir pii-in-log shadowed-command-prefix'],
  ['PAT-010b', 'Filters on several levels', 'inaccessible-control inline-event-handler'],
  ['PAT-010c.1', 'Count by join instead of by loop', 'n-plus-one-query'],
  ['PAT-010c.2', 'Relations loaded together with their rows', 'n-plus-one-query'],
  ['PAT-010c.3', 'Several counts in one query', 'cartesian-count'],
  ['PAT-010c.4', 'Partial indexes', 'missing-index'],
  ['PAT-010d', 'Options of the connection pool', 'connection-pool-exhaustion'],
  ['PAT-011', 'Scheduled jobs of a bot', 'scheduler-without-shutdown schedule-without-timezone'],
  ['PAT-011b', 'WAL mode for SQLite', 'unchecked-wal-mode'],
  ['PAT-012', 'Reminders kept in a JSON file', 'in-memory-state non-atomic-file-write naive-datetime'],
  ['PAT-012b', 'Docker build in several stages', 'copy-before-install unreadable-for-runtime-user'],
  ['PAT-012c', 'Cached routes and their invalidation', 'unbounded-cache decorator-order'],
  ['PAT-013', 'Blue-green deployment', 'restart-is-not-redeploy'],
  ['PAT-013b', 'Compressed responses', 'missing-compression'],
  ['PAT-013c', 'Tunnel that reconnects', 'unsupervised-task unreachable-callback-url'],
  ['PAT-014', 'Health check for every Compose service', 'tight-healthcheck shallow-db-healthcheck shallow-health-check'],
  ['PAT-014b', 'Caching headers on responses', 'public-cache-on-private-route'],
  ['PAT-014c', 'Public address from file, API or cache', 'silent-degradation in-memory-state'],
  ['PAT-015', 'Migrations before the service starts', 'db-start-without-wait env-not-in-container secret-in-command'],
  ['PAT-015b', 'Joined loading instead of one query per row', 'n-plus-one-query'],
  ['PAT-015c', 'Access log in JSON lines', 'handmade-json-log pii-in-log'],
  ['PAT-016', 'Backups with retention', 'unscheduled-backup live-sqlite-copy pipeline-hides-failure delete-before-verify'],
  ['PAT-016b', 'Indexes on filtered columns', 'missing-index'],
  ['PAT-016c', 'Allow-list of addresses', 'trusted-forwarded-header rate-limit-by-ip'],
  ['PAT-017', 'Rate limit with a burst in nginx', 'rate-limit-without-burst'],
  ['PAT-017b', 'Decorator that measures a route', 'decorator-order'],
  ['PAT-018', 'Number of web server workers by formula', 'default-worker-count in-memory-state'],
  ['PAT-018b', 'Images loaded when they are needed', 'inaccessible-control image-without-lazy-loading'],
  ['PAT-019b', 'Heavy modules imported when they are needed', 'eager-heavy-import'],
  ['PAT-020', 'Health script for all parts', 'shallow-health-check last-status-only'],
  ['PAT-020b', 'Load test with many runs', 'single-run-benchmark'],
];

/** Every entry of every registry, in the order in which the registries tell them. */
export const pitfalls: readonly Pitfall[] = [...entries('PF', PF), ...entries('GR', GR), ...entries('NA', NA), ...entries('PAT', PAT)];

function entries(registry: RegistryId, rows: readonly Row[]): Pitfall[] {
  return rows.map(([id, title, rules]) =>
    rules === null
      ? { id, title, registry, rules: [], why: 'judgement, no static signal' }
      : { id, title, registry, rules: rules.split(' ') },
  );
}

const byId = new Map(pitfalls.map((pitfall) => [pitfall.id, pitfall]));

/** Which entry has this ID? */
export function pitfallById(id: string): Pitfall | undefined {
  return byId.get(id);
}
