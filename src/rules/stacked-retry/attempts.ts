export type MessageId = 'multiplied' | 'stacked';
export type SuggestionId = 'switchOff';

/** What a client and the retry around it come to. */
export function attemptsOf(service: string, attempts: number, tries: number | 'endless' | null) {
  return typeof tries === 'number'
    ? { message: 'multiplied' as const, data: { service, attempts, product: attempts * tries } }
    : { message: 'stacked' as const, data: { service, attempts } };
}

/** Is an error of this name one that a client tries again after, too? One's own errors, and those of parsing, are not. */
export function isOfTransport(name: string): boolean {
  return /rate_?limit|time_?out|connect|api|http|unavailable|internal_?server|overload|throttl|request|network|transport|^(?:os|io|client|service|stripe|openai|anthropic|groq|botocore|github|aws)?_?(?:error|exception)$/iu.test(
    name,
  );
}
