/** What a project writes down for the command, at its root. It is data: nothing in it is ever run. */
export const SETTINGS_FILE = 'pitfalls.json';
