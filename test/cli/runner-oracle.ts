/** The workflow commands that GitHub's runner would obey in an output, as its sources read them. */
export interface Obeyed {
  readonly name: string;
  /** `##[name]`, which counts anywhere in a line. */
  readonly isOldSyntax: boolean;
  readonly properties: string;
  readonly data: string;
}

const NAMES = new Set(
  'add-mask add-path set-env set-output save-state debug warning error notice group endgroup echo stop-commands add-matcher remove-matcher'.split(
    ' ',
  ),
);

export function obeyedCommands(output: string): Obeyed[] {
  let stopToken: string | undefined;
  const obeyed: Obeyed[] = [];
  for (const line of output.split(/\r\n|[\r\n]/u)) {
    const [, name = '', properties = '', data = ''] = /^\s*::([^ :]+)(?: ((?:(?!::).)*))?::(.*)$/su.exec(line) ?? [];
    if (stopToken !== undefined) {
      if (name === stopToken) stopToken = undefined;
      continue;
    }
    if (name === 'stop-commands') stopToken = data;
    if (NAMES.has(name)) obeyed.push({ name, isOldSyntax: false, properties, data });
    else {
      const [, old = '', oldProperties = '', oldData = ''] = /##\[([^ \]]+)([^\]]*)\](.*)$/su.exec(line) ?? [];
      if (NAMES.has(old)) obeyed.push({ name: old, isOldSyntax: true, properties: oldProperties, data: oldData });
    }
  }
  return obeyed;
}

/** Characters that a terminal acts on, or that turn text around; newlines and tabs aside. */
export function hiddenCharacters(output: string): readonly string[] {
  return output.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu) ?? [];
}
