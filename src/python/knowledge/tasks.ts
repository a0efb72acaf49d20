/** What starts a coroutine by itself and gives back the only thing that keeps it. The loop refers to its tasks weakly. */
export const taskStarters: ReadonlyMap<string, 'task' | 'future'> = new Map([
  ['asyncio.create_task', 'task'],
  ['asyncio.ensure_future', 'task'],
  ['asyncio.tasks.create_task', 'task'],
  ['asyncio.tasks.ensure_future', 'task'],
  ['asyncio.Task', 'task'],
  ['asyncio.gather', 'task'],
  // Tried with Python 3.11: the error goes to this future, and not even a log line tells of it.
  ['asyncio.run_coroutine_threadsafe', 'future'],
]);

/** What an event loop comes from. */
export const loopMakers: ReadonlySet<string> = new Set([
  'asyncio.get_event_loop',
  'asyncio.get_running_loop',
  'asyncio.new_event_loop',
  'asyncio.AbstractEventLoop',
  'asyncio.BaseEventLoop',
  'asyncio.events.AbstractEventLoop',
  'uvloop.new_event_loop',
  'uvloop.Loop',
]);

/** Methods that call a function later and drop what it returns, with the place of that function. */
export const droppingSchedulers: ReadonlyMap<string, number> = new Map([
  ['call_soon', 0],
  ['call_soon_threadsafe', 0],
  ['call_later', 1],
  ['call_at', 1],
  ['add_signal_handler', 1],
]);
