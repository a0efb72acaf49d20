import type { Wait } from './library-objects.ts';

function all(wait: Wait, names: string): [string, Wait][] {
  return names
    .trim()
    .split(/\s+/u)
    .map((name) => [name, wait]);
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];

/** Functions and classes whose call waits, by full name, and what it waits for. The versions looked at are those of `library-objects.ts`. */
export const blockingFunctions: ReadonlyMap<string, Wait> = new Map([
  ...all('sleep', 'time.sleep'),
  ...VERBS.flatMap((verb): [string, Wait][] => [
    [`requests.${verb}`, 'request'],
    [`requests.api.${verb}`, 'request'],
    [`httpx.${verb}`, 'request'],
  ]),
  ...all(
    'request',
    `httpx.stream urllib.request.urlopen urllib.request.urlretrieve urllib2.urlopen urllib3.request feedparser.parse google.oauth2.id_token.verify_oauth2_token
     google.oauth2.id_token.verify_firebase_token`,
  ),
  ...all(
    'service',
    `smtplib.SMTP smtplib.SMTP_SSL imaplib.IMAP4 imaplib.IMAP4_SSL poplib.POP3 poplib.POP3_SSL ftplib.FTP ftplib.FTP_TLS socket.create_connection
     socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr dns.resolver.resolve dns.resolver.query firebase_admin.messaging.send`,
  ),
  ...all(
    'database',
    `sqlite3.connect psycopg2.connect psycopg.connect psycopg.Connection.connect pymysql.connect MySQLdb.connect mysql.connector.connect pyodbc.connect
     cx_Oracle.connect oracledb.connect snowflake.connector.connect pandas.read_sql pandas.read_sql_query pandas.read_sql_table elasticsearch.helpers.bulk
     elasticsearch.helpers.scan`,
  ),
  ...all(
    'model',
    `openai.chat.completions.create openai.completions.create openai.embeddings.create openai.responses.create openai.images.generate
     openai.ChatCompletion.create openai.Completion.create openai.Embedding.create openai.audio.transcriptions.create ollama.chat ollama.generate
     ollama.embed ollama.embeddings ollama.pull ollama.list ollama.show litellm.completion litellm.embedding litellm.text_completion
     litellm.image_generation litellm.transcription litellm.rerank replicate.run`,
  ),
  ...all(
    'process',
    'subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.getoutput subprocess.getstatusoutput',
  ),
  ...all('process', 'subprocess.Popen os.system os.popen os.waitpid os.wait'),
  ...all('terminal', 'builtins.input getpass.getpass'),
  ...all('thread', 'select.select concurrent.futures.wait'),
  ...all('file', 'builtins.open io.open codecs.open'),
  ...all(
    'file',
    'shutil.copy shutil.copy2 shutil.copyfile shutil.copyfileobj shutil.copytree shutil.move shutil.rmtree shutil.make_archive',
  ),
  ...all('file', 'shutil.unpack_archive pandas.read_csv pandas.read_excel pandas.read_parquet pandas.read_json'),
]);

/** Methods of stripe's classes that send a request: `stripe.PaymentIntent.create`. Those that end in `_async` do not wait. */
export const stripeMethods: ReadonlySet<string> = new Set(
  'create retrieve modify list delete cancel confirm capture search finalize_invoice pay attach detach refund'.split(' '),
);

/** Decorators that leave a function what it is: whoever calls it runs it at once. */
export const transparentDecorators: ReadonlySet<string> = new Set(
  'staticmethod classmethod contextmanager override abstractmethod property wraps retry overload final typechecked validate_call'.split(
    ' ',
  ),
);

/** Names of calls that wait for nobody, whoever they belong to, and stand nearly everywhere. */
export const commonNames: ReadonlySet<string> = new Set(
  `len str int float bool bytes dict tuple isinstance issubclass getattr setattr hasattr print range enumerate zip sorted reversed min max sum any
  abs round repr type id iter next super vars callable Depends Query Body Path Field HTTPException ValueError RuntimeError TypeError KeyError Exception
  append extend items keys values strip lstrip rstrip split rsplit splitlines lower upper title replace startswith endswith format encode decode
  setdefault add debug info warning error exception critical log getLogger get_logger create_task gather ensure_future to_thread run_in_executor
  run_in_threadpool run_sync get_event_loop get_running_loop now utcnow isoformat strftime total_seconds monotonic perf_counter uuid4 dumps loads
  model_dump model_validate model_dump_json dict_ cast JSONResponse Response StreamingResponse`.split(/\s+/u),
);

/** What sessions, connections and cursors of databases are called, and their methods that wait. */
export const databaseNames =
  /^_{0,2}(?:db|database|db_service|database_service|session|db_session|conn|connection|db_conn|db_connection|cursor|cur|db_cursor)$/u;
export const databaseMethods: ReadonlySet<string> = new Set(
  'execute execute_one executemany executescript fetchone fetchall fetchmany commit rollback scalar scalars flush'.split(' '),
);
/** What ends a query that a session was asked for: `db.query(User).filter(...).first()`. */
export const queryEnds: ReadonlySet<string> = new Set('first all one one_or_none scalar count delete update get'.split(' '));

/** Libraries whose sessions and connections are to be awaited. */
export const asyncDatabases: readonly string[] = [
  'asyncpg',
  'aiosqlite',
  'aiomysql',
  'asyncmy',
  'aiopg',
  'aioodbc',
  'motor',
  'beanie',
  'databases',
  'tortoise',
  'piccolo',
  'encore',
  'edgedb',
  'gel',
  'prisma',
  'surrealdb',
  'ormar',
  'sqlalchemy.ext.asyncio',
  'sqlmodel.ext.asyncio',
  'psycopg',
  'psycopg_pool',
  'aiohttp_session',
];
