/** Answers a question about a name once: the same names come up in every file of a project. */
export function oncePerName<Answer>(ask: (name: string) => Answer): (name: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (name) => {
    let entry = known.get(name);
    if (!entry) {
      // A bound, because names are the user's text.
      if (known.size >= MOST_NAMES) known.clear();
      known.set(name, (entry = { answer: ask(name) }));
    }
    return entry.answer;
  };
}

const MOST_NAMES = 20_000;
