const FOLDERS = /(?:^|\/)[^/]*(?:tool|plugin|pipeline|function)s?(?:[/_.-]|$)/iu;
const AGENTS = /(?:^|\/)[^/]*(?:skill|agent)s?(?:[/_.-]|$)/iu;
const AGENT_WORDS = /\b(?:llms?|agents?|langchain|openai|anthropic|mcp|toolkit|tool_?calls?|claude|gpt)\b/iu;

/**
 * Do the functions of this file do what a model or a user asks an agent for, by its path and what it speaks of? `tools` alone
 * may be those of the people who build the program.
 */
export function isToolFile(path: string, text: string): boolean {
  return AGENTS.test(path) || (FOLDERS.test(path) && AGENT_WORDS.test(text));
}

/** Does a call of this name decide whether something may run: `validate_command`, `isAllowed`, `authorize`? */
export function namesPermission(name: string): boolean {
  return /^_?(?:validate|check|verify|assert|ensure|require|is|authorize|confirm|approve)_?\w*(?:command|cmd|code|allowed|permission|safe|trusted|approv|authoriz|script|expression)|^_?authorize$|^_?confirm$|^ask_?(?:user|permission)|RestrictedPython|compile_restricted/iu.test(
    name,
  );
}

/** Does a list of this name hold what is forbidden, rather than what is allowed? */
export function namesDenial(name: string): boolean {
  return /black_?list|deny|denied|block(?:ed|list)|forbid|dangerous|banned|unsafe|bad_?(?:words|patterns|commands)|suspicious/iu.test(name);
}

/** Programs that lock in what they start. */
export const sandboxes =
  /^(?:sudo\s+)?(?:docker|podman|nerdctl|bwrap|nsjail|firejail|runsc|gvisor|unshare|chroot|systemd-nspawn|kubectl|minijail0)\b/u;

/** Is this a file that people and machines run to build, install or try a project? */
export function isBuildScript(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    /^(?:setup|noxfile|fabfile|tasks|dodo|conftest|build|release|make|gulpfile|gruntfile|webpack|rollup|vite|esbuild)[\w.-]{0,60}\.\w{1,9}$/iu.test(
      name,
    ) || /(?:^|\/)(?:scripts?|bin|build|ci|hack|contrib|benchmarks?|examples?|docs?|demos?|\.github)\//iu.test(path)
  );
}
