/** Does a name or an address say that a request makes or sends something, so that a second one does it twice? */
export function namesEffect(text: string): boolean {
  return EFFECT.test(text) && !READING.test(text);
}

const EFFECT =
  /send|notif|charge|payment|payout|refund|order|invoice|subscription|invit|booking|reservation|transfer|e?mail|sms|publish|announce|dispatch|submit|create|register|checkout|purchase|ticket|comment|shipment/iu;

/** Many services are asked by POST, too. */
const READING =
  /search|query|graphql|token|login|o?auth|session|complet|chat|embed|generat|predict|infer|model|llm|list|fetch|get_|load|read|find|lookup|check|status|valid|translat|classif|analy|count|preview|render|rerank|metric|telemetr|event|heartbeat|span|trace|upsert|update|set_|sync|index/iu;

/** Is something in a piece of code there to keep an effect from happening twice? */
export function keepsFromTwice(text: string): boolean {
  return /idempoten|dedup|client_?token|request_?id|on_?conflict|already_?(?:sent|exists|done|paid|created)|was_?sent|is_?sent|message_?id/iu.test(
    text,
  );
}

/** May an error of this name come after the request has done its work, because only the answer was lost? */
export function losesAnswer(name: string): boolean {
  if (/^Connect(?:Error|Timeout|TimeoutError)$|Refused|NewConnection|NameResolution|RateLimit|TooMany|Unavailable|Throttl/u.test(name))
    return false;
  return /Time_?out|Connection|Disconnect|^(?:Stripe|Network|Transport|Read|Request|SMTP)(?:Error|Exception)$|^(?:OS|IO)Error$|RemoteProtocol/u.test(
    name,
  );
}
