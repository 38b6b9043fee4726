import { scriptUrl, UnparsableScript } from './failure.ts';

export interface LoadedScript {
  jobType: unknown;
  compileJob: unknown;
}

interface CommonJsModule {
  exports: unknown;
}

type ScriptFunction = (module: CommonJsModule, exports: unknown, require: (name: unknown) => unknown) => LoadedScript;

/** Runs scripts and the scripts that they `require()`, each of them once. */
export class ScriptLoader {
  readonly #sources: Record<string, string>;
  readonly #builtIn: ReadonlyMap<string, unknown>;
  readonly #modules = new Map<string, CommonJsModule>();

  constructor(sources: Record<string, string>, builtIn: ReadonlyMap<string, unknown>) {
    this.#sources = sources;
    this.#builtIn = builtIn;
  }

  /** Runs the top level of a script and finds its two names, however they were declared. */
  load(name: string): LoadedScript {
    const module: CommonJsModule = { exports: {} };
    this.#modules.set(name, module);
    const result = this.#parse(name).call(globalThis, module, module.exports, this.require);
    return result;
  }

  readonly require = (name: unknown): unknown => {
    const wanted = String(name);
    if (this.#builtIn.has(wanted)) return this.#builtIn.get(wanted);
    const script = wanted.replace(/^\.\//, '').replace(/\.js$/, '').replaceAll('_', '-');
    if (!Object.hasOwn(this.#sources, script)) {
      throw new Error(
        `require("${wanted}"): there is no such script; scripts can use author, path, process and other files in the scripts folder`,
      );
    }
    if (!this.#modules.has(script)) this.load(script);
    return this.#modules.get(script)?.exports;
  };

  /**
   * A function around the script lets us reach its `const`s and catch anything that it throws.
   * Our own text takes exactly one line before it, so columns are those of the file and lines are one too high.
   */
  #parse(name: string): ScriptFunction {
    const index = Object.keys(this.#sources).indexOf(name);
    const text = [
      "(function (module, exports, require) { 'use strict';",
      this.#sources[name],
      ";return { jobType: typeof JOB_TYPE === 'undefined' ? undefined : JOB_TYPE,",
      "compileJob: typeof compileJob === 'undefined' ? undefined : compileJob }; })",
      `//# sourceURL=${scriptUrl(index)}`,
    ].join('\n');
    try {
      return indirectEval(text) as ScriptFunction;
    } catch (error) {
      throw new UnparsableScript(name, String(error));
    }
  }
}

/**
 * When called by another name, `eval` only sees the global scope. This is inside the sandbox, whose purpose is to run
 * texts.
 */
// oxlint-disable-next-line no-eval
const indirectEval: (text: string) => unknown = eval;
