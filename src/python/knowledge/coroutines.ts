/**
 * Functions of libraries that give a coroutine, which does nothing until somebody awaits it. Asked of Python 3.11, anyio 4.16 and
 * starlette 1.10 with `inspect.iscoroutinefunction`; `gather`, `create_task` and the like are not among them, as they start at once.
 */
export const coroutineFunctions: ReadonlySet<string> = new Set([
  'asyncio.create_subprocess_exec',
  'asyncio.create_subprocess_shell',
  'asyncio.open_connection',
  'asyncio.open_unix_connection',
  'asyncio.sleep',
  'asyncio.start_server',
  'asyncio.start_unix_server',
  'asyncio.to_thread',
  'asyncio.wait',
  'asyncio.wait_for',
  'anyio.run_process',
  'anyio.sleep',
  'anyio.sleep_until',
  'anyio.to_thread.run_sync',
  'fastapi.concurrency.run_in_threadpool',
  'starlette.concurrency.run_in_threadpool',
  'trio.sleep',
]);

const session =
  'close commit connection delete execute flush get get_one invalidate merge refresh reset rollback run_sync scalar scalars stream';
const connection = 'close commit exec_driver_sql execute rollback run_sync scalar scalars';
const asyncpg = 'close execute executemany fetch fetchrow fetchval';
const request = 'body form json';
const socket = 'accept close receive receive_bytes receive_json receive_text send send_bytes send_json send_text';
const upload = 'close read seek write';
const redis =
  'aclose decr delete exists expire flushdb get getdel hdel hget hgetall hincrby hset incr incrby keys lpop lpush lrange ' +
  'mget mset ping publish rpop rpush sadd set setex setnx smembers srem ttl xack xadd zadd zrange zrem';

/**
 * The same of methods, by the class of their object or by what makes it. Asked of sqlalchemy 2.1, sqlmodel 0.0.50, asyncpg 0.32,
 * httpx 0.28, aiosqlite 0.22, redis 8.1, starlette 1.10, aiohttp 3.14 and Python 3.11.
 */
export const coroutineMethods: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    'sqlalchemy.ext.asyncio.AsyncSession': session,
    'sqlalchemy.ext.asyncio.session.AsyncSession': session,
    'sqlmodel.ext.asyncio.session.AsyncSession': `${session} exec`,
    'sqlalchemy.ext.asyncio.AsyncConnection': connection,
    'sqlalchemy.ext.asyncio.create_async_engine': 'dispose',
    'sqlalchemy.ext.asyncio.AsyncEngine': 'dispose',
    'asyncpg.Connection': asyncpg,
    'asyncpg.connect': asyncpg,
    'asyncpg.Pool': asyncpg,
    'asyncpg.create_pool': asyncpg,
    'httpx.AsyncClient': 'aclose delete get head options patch post put request send',
    'aiosqlite.Connection': 'close commit execute executemany executescript rollback',
    'aiosqlite.connect': 'close commit execute executemany executescript rollback',
    'redis.asyncio.Redis': redis,
    'redis.asyncio.from_url': redis,
    'fastapi.Request': request,
    'starlette.requests.Request': request,
    'fastapi.WebSocket': socket,
    'starlette.websockets.WebSocket': socket,
    'fastapi.UploadFile': upload,
    'starlette.datastructures.UploadFile': upload,
    'aiohttp.ClientSession': 'close',
    'aiohttp.ClientResponse': 'json read text',
    'aiohttp.web.Request': 'json multipart post read text',
    'asyncio.Queue': 'get join put',
    'asyncio.PriorityQueue': 'get join put',
    'asyncio.LifoQueue': 'get join put',
    'asyncio.Event': 'wait',
    'asyncio.Lock': 'acquire',
    'asyncio.Semaphore': 'acquire',
    'asyncio.BoundedSemaphore': 'acquire',
    'asyncio.StreamReader': 'read readexactly readline readuntil',
    'asyncio.StreamWriter': 'drain wait_closed',
    'asyncio.create_subprocess_exec': 'communicate wait',
    'asyncio.create_subprocess_shell': 'communicate wait',
  }).map(([owner, methods]) => [owner, new Set(methods.split(' '))]),
);

/** Decorators that leave an `async def` one that has to be awaited. What others make of it (a task, a command, a context) is not known. */
export const keepingDecorators: ReadonlySet<string> = new Set([
  'abc.abstractmethod',
  'builtins.classmethod',
  'builtins.staticmethod',
  'backoff.on_exception',
  'tenacity.retry',
  'typing.final',
  'typing.override',
  'typing_extensions.override',
]);
