/** Methods that go on until the process or the connection ends. */
export const endlessMethods: ReadonlySet<string> = new Set([
  'infinity_polling',
  'run_forever',
  'run_polling',
  'serve_forever',
  'start_async_polling',
  'start_consuming',
  'start_polling',
]);

/**
 * The same by full name: of functions, and of methods by the class of their object. `SocketModeHandler.start` of slack-bolt 1.30
 * connects and then waits for an event that nobody sets; `client.run` of discord.py 2.7 runs a loop of its own.
 */
export const endlessNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['slack_bolt.adapter.socket_mode.SocketModeHandler', ['start']],
  ['slack_bolt.adapter.socket_mode.builtin.SocketModeHandler', ['start']],
  ['slack_bolt.adapter.socket_mode.websocket_client.SocketModeHandler', ['start']],
  ['slack_bolt.adapter.socket_mode.async_handler.AsyncSocketModeHandler', ['start_async']],
  ['slack_bolt.adapter.socket_mode.aiohttp.AsyncSocketModeHandler', ['start_async']],
  ['uvicorn.Server', ['serve', 'run']],
  ['discord.Client', ['run', 'start']],
  ['discord.ext.commands.Bot', ['run', 'start']],
  ['telethon.TelegramClient', ['run_until_disconnected']],
  ['hypercorn.asyncio.serve', []],
  ['uvicorn.run', []],
  ['waitress.serve', []],
  ['paho.mqtt.client.Client', ['loop_forever']],
]);

/** Calls that open a connection on which messages arrive for as long as it lasts. */
export const socketOpeners: ReadonlySet<string> = new Set(['connect', 'ws_connect', 'websocket_connect', 'unix_connect']);
