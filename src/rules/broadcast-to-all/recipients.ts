import { oncePerName } from '../../vocabulary/known-names.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export type MessageId = 'everybody';

/** Words, one of which stands in every name of what holds all connections. */
export const CONTAINER_WORDS = ['onnections', 'lients', 'ockets', 'ubscribers'];

/** Is this the name of what holds all that are connected: `active_connections`, `wss.clients`? */
export const namesEverybody = oncePerName((name) => {
  const words = wordsOf(name);
  return (
    words.some((word) => /^(?:connections|clients|sockets|subscribers|websockets)$/u.test(word)) &&
    !words.some((word) => word === 'room' || word === 'topic')
  );
});

/** Does a method of this name send to a client? */
export function namesSend(name: string): boolean {
  return /^(?:send|send_text|send_json|send_str|send_bytes|send_message|sendMessage|emit|write_message|sendText|sendJson)$/u.test(name);
}

/** Does a parameter of this name choose who gets it? */
export function choosesRecipients(name: string): boolean {
  return wordsOf(name).some((word) => CHOOSING.has(word));
}

const CHOOSING = new Set(
  'topic room channel group user users project tenant filter predicate workspace org organization session conversation thread recipients member account team owner'.split(
    ' ',
  ),
);

/** Is this a notice that concerns everybody who is connected: a ping, the end of the server? */
export function concernsEverybody(name: string): boolean {
  return wordsOf(name).some((word) =>
    /^(?:ping|pong|heartbeat|keepalive|close|shutdown|stop|disconnect|cleanup|reload|terminate|maintenance|hmr|livereload)$/u.test(word),
  );
}

/** Does a condition only ask whether the client is still there, or whether it is the sender? */
export function asksForLife(test: string): boolean {
  return (
    /readyState|client_state|application_state|\bclosed\b|is_?connected|\bconnected\b|isAlive|is_?open|\.OPEN\b/iu.test(test) &&
    !/&&|\|\||\band\b|\bor\b/u.test(test)
  );
}
