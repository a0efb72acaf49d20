/** What `--help` prints: one screen. */
export const help = `Usage: pitfalls [options] [paths...]
       pitfalls explain NAME    what a rule looks for, an ID stands for, or a line of output means; list: all rules
       pitfalls config [paths]  what holds for a file and which line says so; of a folder, what would be checked
       pitfalls hook [options] -- FILES   exactly these files, for pre-commit and its like
       pitfalls merge REPORTS   the reports of all shards (--shard N/OF --format json=FILE) as one, in any --format
       pitfalls registry        the team's own pitfalls.md: what checks each entry, what is found; add TITLE: a new one
       pitfalls ast FILE[:LINE] the tree of a file and the selectors that find what stands on a line
       pitfalls init [--write]  what sets up ESLint, pre-commit, GitHub and VS Code; --write writes what is not there

Checks the files in the given folders (default: this one) for pitfalls. It needs no configuration, runs no
code of what it checks, writes nothing unless it is asked to, keeps nothing (--no-cache is accepted), uses no network.

Options
  --preset NAME   recommended (default), strict (likely defects are errors too), all (every rule, for an audit)
  --rule NAME     only this rule; like --format and --max it may be given several times
  --format NAME   pretty (default), concise, json, sarif, github, gitlab, junit; NAME=FILE writes to a file
  --since REV     only what is new since REV, such as origin/main; --staged: only what the next commit brings
  --untrusted     let nothing in the repository keep a finding silent: no settings, no comments, no baseline
  --baseline      accept today's findings: writes pitfalls-baseline.jsonl, and from then on only others are told
  --prune         take out what stands for nothing any more; --no-baseline: ignore it; --baseline-from REV: use REV's
  --fail-on LEVEL exit 1 from this severity on: warning (default) or error; --exit-zero: never because of findings
  --fix           change the files as the rules propose; --diff: only show that, as 'git apply' takes it
  --stdin-filename PATH  check the standard input as if it were this file; --fix then prints the fixed text
  --with-accepted in sarif and json also what the baseline and comments keep silent, marked as such
  --max NAME=N    exit 1 if more than N are found of a rule, an ID, certain, likely, hint, error, warning or all
  --statistics    how often what was found: by rule, pitfall and folder, and since the baseline (pretty, json)
  --timing        how long each rule and the slowest files took, on the error output
  --budget N      the hook warns when it takes longer than N seconds (default 5)
  --shard N/OF    check the N-th of so many parts of the files, on one of so many machines; 'pitfalls merge' joins them
  --workers N     lint in N threads (default: in as many as pay, which is one for a short run); the report is the same
  --color         colours even where the output is no terminal; --no-color: none; NO_COLOR and FORCE_COLOR are respected
  --help, -h      this text; --version, -v: the version
  --              what follows are paths, even if they start with a dash

Which files
  In a Git repository those that Git tracks or would track, elsewhere all. Left out by name: node_modules, .venv,
  site-packages and other folders of other people's code; minified JavaScript; what 'ignore' in the settings lists.
  Files named one by one are always checked, if pitfalls reads their kind.

Settings, at the top of the repository: pitfalls.json, or the same in [tool.pitfalls] of pyproject.toml
  { "rules": { "NAME": "off", "OTHER": ["error", { "option": 1 }] }, "ignore": ["legacy/", "*_pb2.py"] }

Exit code
  0 nothing found, 1 something found, 2 something could not be checked (what was found is listed all the same)
`;
