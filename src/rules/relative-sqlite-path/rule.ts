import { defineCard } from '../../card.ts';
import { options } from './sqlite-location.ts';

export default defineCard({
  name: 'relative-sqlite-path',
  pitfalls: ['PF-002', 'NA-TD2', 'PAT-005'],
  summary: 'SQLite file located from the working directory',
  level: 'certain',
  messages: {
    relativeFile:
      "SQLite opens '{{path}}' from the working directory, so each start directory gets its own database. Build the path from the module's own folder.",
    relativeUrl:
      "'{{path}}' is looked up in the working directory, so each start directory gets its own database. Build the URL from the module's own folder.",
    twoFiles:
      "The app opens '{{path}}' in its instance folder, but migrations and scripts open it in their working directory. Set an absolute path, so both use one file.",
    relativeDefault:
      "Without its variable this becomes '{{path}}' in the working directory: a new, empty database. Build the default from the module's own folder.",
    relativeSetting:
      "'{{path}}' is looked up in the directory the program starts in, so another start directory gets an empty database. Write an absolute path.",
  },
  suggestions: {
    anchorPython: 'Build the path from the folder of this module.',
    anchorModule: 'Build the path from the folder of this module (import.meta.dirname).',
    anchorCommonJs: 'Build the path from the folder of this module (__dirname).',
  },
  options,
});
