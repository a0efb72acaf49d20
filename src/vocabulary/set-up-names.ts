import { oncePerName } from './known-names.ts';

/** Is a function of this name there to bring something up: `__init__`, `setup_clients`, `createApp`, `lifespan`? */
export const namesSetUp = oncePerName((name) =>
  /^_*(?:init|initiali[sz]e|set_?up|create|build|configure|connect|start|bootstrap|lifespan|main|make_?app|register|constructor|on_?start|onModuleInit)/iu.test(
    name,
  ),
);

/** Does a call of this name make something that a service works with: a class, `create_engine`, `connect`, `from_url`? */
export const namesMaker = oncePerName((name) =>
  /^[A-Z]\w*[a-z]|^_*(?:create|make|build|connect|init|initialize|setup)(?:[_A-Z]|$)|^from_?(?:url|env|config|dsn|token)|^_*get_?(?:\w*_)?(?:client|service|engine|pool|connection|bot|session|store)$|(?:Client|Service|Engine|Pool|Connection|Store)$|_(?:client|service|engine|pool|connection|store)$/u.test(
    name,
  ),
);

/** Does a function of this name give the settings of a program: `load_config`, `readTriggerRules`? */
export const namesSettings = oncePerName(
  (name) =>
    /(?:load|read|get|parse)\w*(?:config|settings|rules|triggers|mapping|policy)/iu.test(name) ||
    /(?:load|read|parse)\w*state$/iu.test(name),
);

/** Is this a name for values that stand in for settings: `DEFAULTS`, `default_config`? */
export const namesDefaults = oncePerName((name) => /default|fallback/iu.test(name));
