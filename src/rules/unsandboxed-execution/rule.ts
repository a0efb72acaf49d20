import { defineCard } from '../../card.ts';
import { options } from './foreign-code.ts';

export default defineCard({
  name: 'unsandboxed-execution',
  pitfalls: ['GR-SM3'],
  summary: "Text of others run as code with the server's own rights",
  level: 'certain',
  messages: {
    fromRequest: "'{{sink}}' runs text of a request with the server's own rights. Choose from a fixed list, or run it in a container.",
    fromModel:
      "'{{sink}}' runs what a model or user asks this tool for, with the server's own rights. Allow a fixed list, or use a container.",
    fromAnswer: "'{{sink}}' runs what a language model answered, with the server's own rights. Read it as data, or use a container.",
    fromCaller: "'{{sink}}' runs '{{value}}' as its caller hands it in, with the program's own rights. Take arguments instead of code.",
    denyList: "'{{sink}}' runs text of {{chooser}}; a list of forbidden words stops nobody. Allow a fixed list, or run it in a container.",
    unpickled: "'{{sink}}' runs whatever the bytes of {{chooser}} say. Use JSON, or sign the bytes and check the signature first.",
    shellList: "With 'shell=True' only the first of these words is the command, and the rest is lost to it. Drop 'shell=True'.",
  },
  suggestions: { noShell: "Drop 'shell=True'." },
  options,
});
