/**
 * Objects of synchronous libraries: how they come about, which of their methods wait, and what the others give. That the names exist
 * and are no coroutines was looked up in CPython 3.11, requests 2.34, httpx 0.28, urllib3 2.8, psycopg2 2.9, psycopg 3.3, PyMySQL 1.2,
 * SQLAlchemy 2.1, sqlmodel 0.0.50, redis 8.1, pymongo 4.20, elasticsearch 9.5, neo4j 6.4, boto3 1.44, openai 2.54, anthropic 2.11, groq 1.7,
 * cohere 7.3, ollama 0.6, google-genai 3.4, slack_sdk 3.47, gspread 6.2, twilio 9.13, supabase 2.34, minio 7.2, docker 7.2, paramiko 5.1 and
 * google-cloud-storage 3.17; the others follow their documentation.
 */
export interface LibraryObject {
  readonly wait: Wait;
  /** The methods that wait; without this list, all that are not quiet. */
  readonly blocks?: ReadonlySet<string>;
  readonly quiet?: ReadonlySet<string>;
  /** Do attributes and items of it stand for the same connection: `client.chat.completions`, `mongo['shop']['orders']`? */
  readonly isDeep?: true;
  /** Do its quiet methods give back more of the same: `session.query(User).filter(...)`? */
  readonly isFluent?: true;
  /** What other methods give. */
  readonly gives?: Readonly<Record<string, ObjectName>>;
  /** What a call of the object itself gives: a factory. */
  readonly called?: ObjectName;
}

/** What is waited for. */
export type Wait = 'sleep' | 'request' | 'database' | 'service' | 'model' | 'process' | 'file' | 'thread' | 'terminal' | 'deadlock';

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

const VERBS = 'get post put patch delete head options request';
const FETCHES = 'execute executemany executescript callproc fetchone fetchall fetchmany copy_expert copy_from copy_to';
const MODEL_CALLS =
  'create parse stream retrieve list delete generate edit update upload content poll create_and_poll complete embed chat count_tokens cancel';

export type ObjectName = keyof typeof objects;

const objects = {
  'http session': { wait: 'request', blocks: words(`${VERBS} send stream fetch_token refresh_token`) },
  'http connection': { wait: 'request', blocks: words('request getresponse connect urlopen') },
  'key client': { wait: 'request', blocks: words('get_signing_key get_signing_key_from_jwt get_signing_keys get_jwk_set fetch_data') },
  mailbox: {
    wait: 'service',
    blocks: words('connect login starttls sendmail send_message quit ehlo select search fetch store retrbinary storbinary retr list'),
  },
  'sql connection': {
    wait: 'database',
    blocks: words('commit rollback execute executemany executescript'),
    gives: { cursor: 'sql cursor', execute: 'sql cursor' },
  },
  'sql cursor': { wait: 'database', blocks: words(FETCHES), gives: { execute: 'sql cursor' } },
  'sql pool': {
    wait: 'database',
    blocks: words('getconn connection get_connection'),
    gives: { getconn: 'sql connection', connection: 'sql connection', get_connection: 'sql connection' },
  },
  engine: {
    wait: 'database',
    blocks: words('connect begin raw_connection execute'),
    gives: { connect: 'engine connection', begin: 'engine connection', raw_connection: 'sql connection' },
  },
  'engine connection': { wait: 'database', blocks: words('execute exec_driver_sql scalar scalars commit rollback') },
  'orm session': {
    wait: 'database',
    blocks: words('execute exec scalar scalars commit rollback flush refresh get get_one merge bulk_save_objects bulk_insert_mappings'),
    gives: { query: 'orm query' },
  },
  'orm query': {
    wait: 'database',
    blocks: words(
      'all first one one_or_none scalar scalar_one scalar_one_or_none count delete update get first_or_404 get_or_404 paginate',
    ),
    isFluent: true,
  },
  'session factory': {
    wait: 'database',
    blocks: words('commit rollback execute'),
    called: 'orm session',
    gives: { begin: 'orm session', query: 'orm query' },
  },
  redis: {
    wait: 'database',
    quiet: words(
      'pipeline pubsub lock register_script from_url close scan_iter sscan_iter hscan_iter zscan_iter json ft ts bf get_encoder',
    ),
    gives: { pipeline: 'redis pipeline' },
  },
  'redis pipeline': { wait: 'database', blocks: words('execute') },
  mongo: {
    wait: 'database',
    blocks: words(`find_one insert_one insert_many update_one update_many replace_one delete_one delete_many count_documents
      estimated_document_count aggregate distinct find_one_and_update find_one_and_delete find_one_and_replace bulk_write create_index
      create_indexes drop drop_index drop_indexes list_collection_names list_database_names command server_info drop_database create_collection`),
    isDeep: true,
    isFluent: true,
  },
  'search engine': {
    wait: 'database',
    blocks: words(`index search get get_source delete bulk update count create exists mget msearch ping info delete_by_query update_by_query
      refresh put_mapping get_mapping health scroll`),
    isDeep: true,
  },
  'graph driver': { wait: 'database', blocks: words('execute_query verify_connectivity'), gives: { session: 'graph session' } },
  'graph session': { wait: 'database', blocks: words('run execute_read execute_write read_transaction write_transaction') },
  'vector store': { wait: 'database', quiet: words('close') },
  firestore: { wait: 'database', blocks: words('get set update delete add create commit'), isDeep: true, isFluent: true },
  warehouse: {
    wait: 'database',
    blocks: words('query query_and_wait result insert_rows_json load_table_from_json load_table_from_dataframe get_table create_table'),
    gives: { query: 'warehouse' },
  },
  rest: {
    wait: 'database',
    blocks: words('execute upload download get_user sign_up sign_in_with_password sign_out list_buckets create_signed_url'),
    isDeep: true,
    isFluent: true,
  },
  'aws session': { wait: 'service', blocks: words(''), gives: { client: 'aws client', resource: 'aws resource' } },
  'aws client': {
    wait: 'service',
    quiet: words('can_paginate get_paginator get_waiter generate_presigned_url generate_presigned_post close'),
    gives: { get_waiter: 'aws waiter' },
  },
  'aws waiter': { wait: 'service', blocks: words('wait') },
  'aws resource': {
    wait: 'service',
    blocks:
      words(`put_item get_item update_item delete_item query scan batch_get_item upload_file upload_fileobj download_file download_fileobj
      put_object put get delete copy load reload send_message receive_messages delete_message publish wait_until_exists`),
    isDeep: true,
    isFluent: true,
  },
  'object store': {
    wait: 'service',
    blocks: words(`upload_from_string upload_from_file upload_from_filename download_as_bytes download_as_string download_as_text
      download_to_filename download_to_file get_bucket create_bucket exists delete reload get_blob copy_blob make_public upload_blob download_blob
      delete_blob readall get_blob_properties create_container put_object fput_object get_object fget_object remove_object stat_object bucket_exists
      make_bucket`),
    isFluent: true,
    gives: { get_bucket: 'object store', get_blob: 'object store', download_blob: 'object store' },
  },
  'google service': { wait: 'service', blocks: words('execute next_chunk'), isFluent: true },
  spreadsheet: {
    wait: 'service',
    blocks:
      words(`open open_by_key open_by_url worksheet worksheets get_worksheet get_all_records get_all_values row_values col_values cell acell
      update update_cell update_cells update_acell append_row append_rows batch_update batch_get find findall clear add_worksheet del_worksheet insert_row
      insert_rows delete_rows`),
    isDeep: true,
    gives: {
      open: 'spreadsheet',
      open_by_key: 'spreadsheet',
      open_by_url: 'spreadsheet',
      worksheet: 'spreadsheet',
      get_worksheet: 'spreadsheet',
      add_worksheet: 'spreadsheet',
    },
  },
  'chat client': { wait: 'service', quiet: words('close') },
  'telephone client': { wait: 'service', blocks: words('create fetch update delete list'), isDeep: true, isFluent: true },
  'payment client': {
    wait: 'service',
    blocks: words('create retrieve modify update list delete cancel confirm capture search'),
    isDeep: true,
  },
  'mail service': { wait: 'service', blocks: words('send') },
  'container engine': {
    wait: 'service',
    blocks: words('run get list create start stop remove exec_run build pull push wait kill restart ping prune'),
    isDeep: true,
    gives: { run: 'container engine', get: 'container engine', create: 'container engine' },
  },
  shell: {
    wait: 'service',
    blocks: words('connect exec_command open_sftp put get listdir stat remove mkdir'),
    gives: { open_sftp: 'shell' },
  },
  'model client': { wait: 'model', blocks: words(MODEL_CALLS), isDeep: true, isFluent: true },
  'gemini client': {
    wait: 'model',
    blocks: words('generate_content generate_content_stream embed_content count_tokens send_message generate_images upload'),
    isDeep: true,
    isFluent: true,
  },
  'chain model': { wait: 'model', blocks: words('invoke batch predict generate embed_query embed_documents') },
  'one process': { wait: 'process', blocks: words('wait communicate readline readlines read'), isDeep: true },
  thread: { wait: 'thread', blocks: words('join') },
  event: { wait: 'thread', blocks: words('wait') },
  // `put` waits only where the queue has a limit.
  'thread queue': { wait: 'thread', blocks: words('get join') },
  executor: { wait: 'thread', blocks: words(''), gives: { submit: 'thread future' } },
  'thread future': { wait: 'thread', blocks: words('result exception') },
  'loop future': { wait: 'deadlock', blocks: words('result') },
  path: { wait: 'file', blocks: words('read_text write_text read_bytes write_bytes open'), isFluent: true },
} as const satisfies Readonly<Record<string, LibraryObjectIn<string>>>;

/** The same, as long as the names of all objects are not known. */
interface LibraryObjectIn<Name extends string> extends Omit<LibraryObject, 'gives' | 'called'> {
  readonly gives?: Readonly<Record<string, Name>>;
  readonly called?: Name;
}

/** What is known of an object of a library. */
export function libraryObject(name: ObjectName): LibraryObject {
  return objects[name];
}

function from(names: string, object: ObjectName): [string, ObjectName][] {
  return names
    .trim()
    .split(/\s+/u)
    .map((name) => [name, object]);
}

/** What the call of a function or class gives; a class's name in an annotation says the same. */
export const libraryMakers: ReadonlyMap<string, ObjectName> = new Map([
  ...from('requests.Session requests.session requests.sessions.Session httpx.Client requests_oauthlib.OAuth2Session', 'http session'),
  ...from(
    'urllib3.PoolManager urllib3.HTTPConnectionPool urllib3.HTTPSConnectionPool http.client.HTTPConnection http.client.HTTPSConnection',
    'http connection',
  ),
  ...from('jwt.PyJWKClient jwt.jwks_client.PyJWKClient', 'key client'),
  ...from('smtplib.SMTP smtplib.SMTP_SSL imaplib.IMAP4 imaplib.IMAP4_SSL poplib.POP3 poplib.POP3_SSL ftplib.FTP ftplib.FTP_TLS', 'mailbox'),
  ...from(
    `sqlite3.connect sqlite3.Connection psycopg2.connect psycopg2.extensions.connection psycopg.connect psycopg.Connection psycopg.Connection.connect
     pymysql.connect pymysql.connections.Connection pymysql.Connection MySQLdb.connect mysql.connector.connect pyodbc.connect pyodbc.Connection
     cx_Oracle.connect oracledb.connect duckdb.connect duckdb.DuckDBPyConnection snowflake.connector.connect`,
    'sql connection',
  ),
  ...from(
    'sqlite3.Cursor psycopg2.extensions.cursor psycopg.Cursor pymysql.cursors.Cursor pymysql.cursors.DictCursor pyodbc.Cursor',
    'sql cursor',
  ),
  ...from(
    `psycopg2.pool.ThreadedConnectionPool psycopg2.pool.SimpleConnectionPool psycopg2.pool.AbstractConnectionPool psycopg_pool.ConnectionPool
     mysql.connector.pooling.MySQLConnectionPool`,
    'sql pool',
  ),
  ...from(
    `sqlalchemy.create_engine sqlalchemy.engine.create_engine sqlmodel.create_engine sqlalchemy.engine_from_config sqlalchemy.Engine
     sqlalchemy.engine.Engine sqlalchemy.engine.base.Engine sqlalchemy.future.create_engine`,
    'engine',
  ),
  ...from('sqlalchemy.Connection sqlalchemy.engine.Connection sqlalchemy.engine.base.Connection', 'engine connection'),
  ...from('sqlalchemy.orm.Session sqlalchemy.orm.session.Session sqlmodel.Session sqlmodel.orm.session.Session', 'orm session'),
  ...from('sqlalchemy.orm.Query sqlalchemy.orm.query.Query', 'orm query'),
  ...from('sqlalchemy.orm.sessionmaker sqlalchemy.orm.session.sessionmaker sqlalchemy.orm.scoped_session', 'session factory'),
  ...from(
    `redis.Redis redis.StrictRedis redis.from_url redis.Redis.from_url redis.StrictRedis.from_url redis.client.Redis redis.client.StrictRedis
     redis.RedisCluster redis.cluster.RedisCluster`,
    'redis',
  ),
  ...from('redis.client.Pipeline', 'redis pipeline'),
  ...from(
    `pymongo.MongoClient pymongo.mongo_client.MongoClient pymongo.database.Database pymongo.collection.Collection
     pymongo.synchronous.mongo_client.MongoClient`,
    'mongo',
  ),
  ...from('elasticsearch.Elasticsearch opensearchpy.OpenSearch', 'search engine'),
  ...from('neo4j.GraphDatabase.driver neo4j.Driver', 'graph driver'),
  ...from('neo4j.Session', 'graph session'),
  ...from('qdrant_client.QdrantClient', 'vector store'),
  ...from('google.cloud.firestore.Client firebase_admin.firestore.client', 'firestore'),
  ...from('google.cloud.bigquery.Client', 'warehouse'),
  ...from('supabase.create_client supabase.Client', 'rest'),
  ...from('boto3.Session boto3.session.Session', 'aws session'),
  ...from('boto3.client', 'aws client'),
  ...from('boto3.resource', 'aws resource'),
  ...from(
    `google.cloud.storage.Client minio.Minio azure.storage.blob.BlobServiceClient azure.storage.blob.BlobServiceClient.from_connection_string
     azure.storage.blob.ContainerClient azure.storage.blob.BlobClient`,
    'object store',
  ),
  ...from('googleapiclient.discovery.build', 'google service'),
  ...from(
    'gspread.service_account gspread.authorize gspread.oauth gspread.service_account_from_dict gspread.Client gspread.Worksheet gspread.Spreadsheet',
    'spreadsheet',
  ),
  ...from(
    'slack_sdk.WebClient slack_sdk.web.WebClient slack_sdk.web.client.WebClient slack.WebClient slack_sdk.webhook.WebhookClient slack_sdk.WebhookClient',
    'chat client',
  ),
  ...from('twilio.rest.Client', 'telephone client'),
  ...from('stripe.StripeClient', 'payment client'),
  ...from('sendgrid.SendGridAPIClient', 'mail service'),
  ...from('docker.from_env docker.DockerClient docker.client.DockerClient', 'container engine'),
  ...from('paramiko.SSHClient paramiko.client.SSHClient', 'shell'),
  ...from(
    `openai.OpenAI openai.AzureOpenAI openai.Client anthropic.Anthropic anthropic.Client anthropic.AnthropicBedrock anthropic.AnthropicVertex groq.Groq
     together.Together mistralai.Mistral cohere.Client cohere.ClientV2 ollama.Client`,
    'model client',
  ),
  ...from('google.genai.Client google.generativeai.GenerativeModel vertexai.generative_models.GenerativeModel', 'gemini client'),
  ...from(
    `langchain_openai.ChatOpenAI langchain_openai.AzureChatOpenAI langchain_openai.OpenAIEmbeddings langchain_anthropic.ChatAnthropic
     langchain_groq.ChatGroq langchain_ollama.ChatOllama langchain_google_genai.ChatGoogleGenerativeAI langchain_community.chat_models.ChatOpenAI
     langchain_core.language_models.BaseChatModel langchain_core.language_models.chat_models.BaseChatModel`,
    'chain model',
  ),
  ...from('subprocess.Popen', 'one process'),
  ...from('threading.Thread multiprocessing.Process', 'thread'),
  ...from('threading.Event multiprocessing.Event', 'event'),
  ...from('queue.Queue queue.LifoQueue queue.PriorityQueue queue.SimpleQueue multiprocessing.Queue', 'thread queue'),
  ...from(
    `concurrent.futures.ThreadPoolExecutor concurrent.futures.ProcessPoolExecutor concurrent.futures.thread.ThreadPoolExecutor
     concurrent.futures.Executor`,
    'executor',
  ),
  ...from('concurrent.futures.Future', 'thread future'),
  ...from('asyncio.run_coroutine_threadsafe', 'loop future'),
  ...from('pathlib.Path', 'path'),
]);

/** Attributes of deep objects that are asynchronous, or that are no part of the connection. */
export const asyncAttributes: ReadonlySet<string> = words('aio async_client asyncio');
