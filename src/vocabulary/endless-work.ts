/** Does a function of this name ask a language model, or run one step of a graph of them, so that each turn of a loop costs? */
export function namesStep(name: string): boolean {
  return /^_?(?:a?(?:execute|run|process|invoke)_?(?:next_?)?(?:node|step|agent|turn)|a?(?:call|ask|query|prompt)_?(?:llm|model|gpt|claude|agent)|generate_?(?:text|content|object)|stream_?text)$/iu.test(
    name,
  );
}

/** Does a function of this name ask, when what it belongs to is a model, a chain or a graph of them? */
export function namesAsking(name: string): boolean {
  return /^a?(?:invoke|complete|completion|chat|chat_?completion|generate|predict|run|kickoff|stream)$/iu.test(name);
}

/** Is this the name of a model, a chain or a graph of them? */
export function namesModel(name: string): boolean {
  return /(?:^|_)(?:llm|chat_?model|language_?model|chain|graph|agent|crew|workflow|runnable)$|(?:Llm|LLM|ChatModel|Model|Chain|Graph|Agent|Crew|Runnable)$|^model$/u.test(
    name,
  );
}

/** Does a condition compare a count, the time or what was seen already with an end? */
export function setsAnEnd(condition: string): boolean {
  const text = condition.slice(0, LONGEST);
  return (
    /[<>]=?|[=!]==?\s*(?:\d|[A-Z_]{3})/u.test(text) ||
    /max|limit|budget|deadline|time_?out|elapsed|depth|attempt|retr|remaining|exhaust|cancel|abort|stopp(?:ed|ing)|should_?stop|stop_?(?:event|requested|signal)|is_?set|shut|running|visited|seen|loop|repeat|stuck|iteration|turns|steps|count|should_?(?:stop|continue)/iu.test(
      text,
    )
  );
}

/** Does a call of this name wait for somebody, so that the loop turns as often as they come? */
export function waitsForSomebody(name: string): boolean {
  return /^(?:input|prompt|readline|recv|accept|get_?message|next_?message|dequeue|pop|lpop|b[lr]pop|get|wait|sleep|subscribe|poll|fetch_?(?:next|job)|ask|question|text|receive(?:_\w{1,20})?|listen|take|getline|confirm)$/iu.test(
    name,
  );
}

/** Does a function's parameter of this name count how deep or how often it calls itself? */
export function countsDepth(name: string): boolean {
  return /depth|level|attempt|tries|retr(?:y|ies)|remaining|left|count|steps?|hops?|max|limit|iteration|turns?|budget|visited|seen|path|index|round/iu.test(
    name,
  );
}

const LONGEST = 400;
