import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Lines } from '../language/lines.ts';
import { readRootFile } from './root-file.ts';
import { readJson } from './written-json.ts';
import { readToml } from './written-toml.ts';
import { placeIn, type Path, type Written } from './written.ts';

/** What a project writes down for the command, at its root. It is data: nothing in it is ever run. */
const JSON_FILE = 'pitfalls.json';
/** A Python project may do it in here instead, in a table of its own. */
const TOML_FILE = 'pyproject.toml';
const TOML_TABLE = ['tool', 'pitfalls'];

/** A place in a file, as people count: from 1. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Settings as they were written, and where. */
export class SettingsFile {
  readonly name: string;
  readonly written: Written;
  readonly #lines: Lines;

  constructor(name: string, written: Written, lines: Lines) {
    this.name = name;
    this.written = written;
    this.#lines = lines;
  }

  spotAt(at: number): Spot {
    return spotOf(this.name, this.#lines, at);
  }

  spot(written: Written, path: Path, isNameAsked = false): Spot {
    return this.spotAt(placeIn(written, path, isNameAsked));
  }
}

/** The settings of a folder, `null` when it has none, or what is wrong with them as a whole. */
export type FoundSettings = SettingsFile | { readonly mistakes: readonly string[] } | null;

/** Which file of a folder holds settings, and what does it say? The folder is one below the root: `''`, or `services/api/`. */
export function settingsFileIn(root: string, folder = ''): FoundSettings {
  const name = folder + JSON_FILE;
  const json = readRootFile(root, name);
  const toml = tomlSettingsIn(root, folder + TOML_FILE);
  if (!json) return toml;
  const fromJson = 'mistakes' in json ? json : jsonSettings(json.text, name);
  if (!toml) return fromJson;
  if ('mistakes' in toml || 'mistakes' in fromJson)
    return { mistakes: [fromJson, toml].flatMap((read) => ('mistakes' in read ? read.mistakes : [])) };
  const place = shown(toml.spot(toml.written, []));
  return { mistakes: [`${place}: there are settings here and in ${name}; keep one of the two, as nobody can tell which counts`] };
}

/** Does a folder look as if it held settings, be they right or wrong? Nothing is parsed, as nobody has said yet that they count. */
export function hasSettings(folder: string): boolean {
  if (existsSync(join(folder, JSON_FILE))) return true;
  const file = readRootFile(folder, TOML_FILE);
  return file !== null && 'text' in file && hasTable(file.text);
}

/** Settings in the text of a `pitfalls.json`. */
export function jsonSettings(text: string, name = JSON_FILE): SettingsFile | { readonly mistakes: readonly string[] } {
  const written = readJson(text);
  const lines = new Lines(text);
  return 'problem' in written
    ? { mistakes: [`${shown(spotOf(name, lines, written.at))}: ${written.problem}`] }
    : new SettingsFile(name, written, lines);
}

function tomlSettingsIn(root: string, name: string): FoundSettings {
  const file = readRootFile(root, name);
  // Whatever is wrong with the file, it is not known to be ours.
  if (!file || 'mistakes' in file || !MENTION.every((word) => file.text.includes(word))) return null;
  const written = readToml(file.text, TOML_TABLE);
  if (!written) return null;
  const lines = new Lines(file.text);
  if (!('problem' in written)) return new SettingsFile(name, written, lines);
  if (!hasTable(file.text)) return null;
  return { mistakes: [`${shown(spotOf(name, lines, written.at))}: ${written.problem}`] };
}

const MENTION = ['tool', 'pitfalls'];

/** Does a text, be it valid TOML or not, look as if it held our table? */
function hasTable(text: string): boolean {
  return TABLE.test(text) || (TOOL.test(text) && PITFALLS.test(text));
}

const TABLE = /^[ \t]*(?:\[{1,2}[ \t]*)?["']?tool["']?[ \t]*\.[ \t]*["']?pitfalls["']?[ \t]*[.=\]]/mu;
const TOOL = /^[ \t]*\[[ \t]*["']?tool["']?[ \t]*\]/mu;
const PITFALLS = /^[ \t]*["']?pitfalls["']?[ \t]*[.=]/mu;

function spotOf(file: string, lines: Lines, at: number): Spot {
  const { line, column } = lines.locate(at);
  return { file, line, column: column + 1 };
}

/** `pitfalls.json:7:5`, as editors and terminals link it. */
export function shown({ file, line, column }: Spot): string {
  return `${file}:${String(line)}:${String(column)}`;
}
