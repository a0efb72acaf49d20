export type MessageId = 'endless' | 'recursion' | 'spawn';

/** Is this the name of a function that starts an agent: `spawn_agent`, `createSubAgent`? */
export function startsAgent(name: string): boolean {
  return /^_?(?:spawn|start|launch|create|add)_?(?:sub_?|child_?|worker_?|new_?)?agents?$|^_?spawn$/iu.test(name);
}

/** Is this the name of a collection of agents? */
export function namesAgents(name: string): boolean {
  return /agents?$|^children$|^workers$/iu.test(name);
}

/** As much of a name as a message has room for. */
export function shortened(name: string): string {
  const line = name.replace(/\s+/gu, ' ');
  return line.length <= LONGEST ? line : `…${line.slice(1 - LONGEST)}`;
}

const LONGEST = 40;
