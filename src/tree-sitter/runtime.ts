import { createContext, Script } from 'node:vm';
import type * as TreeSitter from 'web-tree-sitter';
import { parserBytes, treeSitterProgram } from '../language/parsers.ts';
import { TextFeed } from './text-feed.ts';

type Binding = typeof TreeSitter;

/** The part of tree-sitter's WebAssembly memory that the fast reader looks into; its views are replaced when the heap grows. */
export interface Heap {
  HEAPU8: Uint8Array;
  HEAPU16: Uint16Array;
  HEAPU32: Uint32Array;
}

export interface Runtime {
  readonly Parser: Binding['Parser'];
  readonly Language: Binding['Language'];
  readonly heap: Heap;
  /** The text that is parsed next is taken from here, and from the binding's own callback when there is none. */
  readonly feed: TextFeed;
}

export function wasmModule(file: Parameters<typeof parserBytes>[0]): WebAssembly.Module {
  return new WebAssembly.Module(new Uint8Array(parserBytes(file)));
}

/**
 * Starts tree-sitter without a single `await`, so that the plugin can be required and linted with synchronously.
 *
 * `Parser.init` is an async function, but with our own `instantiateWasm` nothing in it really waits. In a context whose
 * microtasks are drained before `runInContext` returns, it is finished when the script is. Each call makes a fresh
 * instance: that is the cure after an abort, which spoils an instance for good.
 */
export function startRuntime(): Runtime {
  const feed = new TextFeed(() => heap as unknown as Heap);
  const heap: Partial<Heap> & Record<string, unknown> = {
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) {
      const module = wasmModule('web-tree-sitter.wasm');
      feed.serve(imports);
      receive(new WebAssembly.Instance(module, imports), module);
      return {};
    },
    print: silent,
    printErr: silent,
  };
  const { file, text, require } = treeSitterProgram();
  const exports: Partial<Binding> = {};
  const sandbox = {
    module: { exports },
    exports,
    require,
    __filename: file,
    __dirname: file,
    process,
    console,
    performance,
    TextDecoder,
    TextEncoder,
    URL,
    WebAssembly,
    FinalizationRegistry: NoFinalizers,
    heap,
    failure: undefined as unknown,
    started: false,
  };
  const context = createContext(sandbox, { microtaskMode: 'afterEvaluate' });
  new Script(text, { filename: file }).runInContext(context);
  new Script('module.exports.Parser.init(heap).then(() => { started = true; }, (error) => { failure = error; })').runInContext(context);
  if (!sandbox.started) throw new Error('tree-sitter did not start synchronously', { cause: sandbox.failure });
  const { Parser, Language } = sandbox.module.exports as Binding;
  return { Parser, Language, heap: heap as unknown as Heap, feed };
}

/**
 * The bindings free what the garbage collector finds. In an instance that has failed this ends in another failure, outside
 * of everything that could catch it. We free trees ourselves, and the rest goes with its instance.
 */
class NoFinalizers {
  readonly register = silent;
  readonly unregister = silent;
}

/** tree-sitter prints its own abort message; the reader turns the exception into a finding instead. */
function silent(): void {
  // nothing to say
}
