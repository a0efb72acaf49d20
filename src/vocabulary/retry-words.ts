/** Does a text, such as the head of a loop, speak of tries: `attempt`, `max_retries`, `triesLeft`? */
export function namesTries(text: string): boolean {
  return /attempt|retr(?:y|ies)|(?:^|[^a-z])(?:num|max|n)?_?tr(?:y|ies)(?![a-z])|tries(?:Left|_left)/iu.test(text.slice(0, LONGEST));
}

const LONGEST = 200;

/** Does a function of this name wait until something is there: a server that starts, a job that ends? To it every error means "not yet". */
export function awaitsReadiness(name: string): boolean {
  return /wait|ready|health|alive|reachable|poll|until|ping|probe|startup|available|(?:^|_)(?:start|launch|boot|stop|shutdown)(?:_|$|[A-Z])/iu.test(
    name,
  );
}

/** Does a function of this name run for as long as it is let, so that the loop around it is there to start it again? */
export function runsForLong(name: string): boolean {
  return /(?:^|_)(?:serve|run|listen|consume|watch|subscribe|stream|main_?loop|loop|forever|worker|daemon|monitor|receive|process_messages|re?connect(?:ed)?)(?:_|$|[A-Z])|forever|(?:Loop|Worker|Messages)$/iu.test(
    name,
  );
}

/** Does a condition that says this ask what kind of failure it was, or whether another try makes sense? */
export function asksForKind(text: string): boolean {
  return /status|(?:^|[^a-z])code(?![a-z])|errno|retr(?:y|i)able|transient|permanent|fatal|should_?retry|can_?retry|is_?temporary|throttl|rate_?limit/iu.test(
    text.slice(0, LONGEST),
  );
}
