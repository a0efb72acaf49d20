import { describedVariables, schemaMethods } from '../../javascript/env-schemas.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import type { Call } from '../../javascript/calls.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isSecretSetting, type MessageId, type Options } from './secret-field.ts';

/** Schemas of plain text: of zod, Joi and yup, and of envalid and envsafe. */
const TEXTS = new Set(['string', 'str', 'url', 'nonempty']);
/** What turns the text into something that may hide itself. */
const WRAPPING = new Set(['brand', 'transform', 'pipe', 'custom', 'external', 'preprocess']);

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: ['process.env', 'createEnv', 'envsafe', 'validationSchema', 'cleanEnv'],
  visit: ({ source, options, path, report }) => {
    // Logging a plain object prints all of it, here as anywhere in JavaScript: only who asks is told.
    if (!options.envSchemas || isTestFile(path)) return {};
    const check = (call: Call) => {
      for (const { name, node, schema } of describedVariables(call, source)) {
        const methods = schemaMethods(schema);
        if (!methods.some((method) => TEXTS.has(method)) || methods.some((method) => WRAPPING.has(method))) continue;
        if (isSecretSetting(name, options)) report({ node: node.key, message: 'plainInSchema', data: { field: name } });
      }
    };
    return { CallExpression: check };
  },
};
