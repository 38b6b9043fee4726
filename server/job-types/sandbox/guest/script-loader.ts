import { scriptUrl, UnparsableScript, UnreadableData } from './failure.ts';
import { parseJson } from './plain-json.ts';
import { resolveScript } from './resolve-script.ts';

/** The two names of a job-type script, looked up when they are asked for. */
export interface LoadedScript {
  jobType: () => unknown;
  compileJob: () => unknown;
}

interface CommonJsModule {
  exports: unknown;
}

type Require = (name: unknown) => unknown;
type ModuleFunction = (module: CommonJsModule, exports: unknown, require: Require) => () => void;

/** A LoadedScript, in the scope of the script. */
const FIND_NAMES =
  ";({ jobType: () => (typeof JOB_TYPE === 'undefined' ? undefined : JOB_TYPE)," +
  " compileJob: () => (typeof compileJob === 'undefined' ? undefined : compileJob) })";

/** Runs scripts and the scripts that they `require()`, each of them once. */
export class ScriptLoader {
  readonly #sources: Record<string, string>;
  readonly #builtIn: ReadonlyMap<string, unknown>;
  readonly #modules = new Map<string, CommonJsModule>();
  /** The `require` of a script at the top of the scripts folder. */
  readonly require: Require;

  constructor(sources: Record<string, string>, builtIn: ReadonlyMap<string, unknown>) {
    this.#sources = sources;
    this.#builtIn = builtIn;
    this.require = this.#requireFrom('');
  }

  /**
   * Runs the top level of a job-type script, as a script and not as a module: its functions and `var`s become global,
   * and it is in sloppy mode unless it says otherwise. The names of a module are there, but may be declared anew.
   */
  load(name: string): LoadedScript {
    const module: CommonJsModule = { exports: {} };
    this.#modules.set(name, module);
    Object.assign(globalThis, { module, exports: module.exports });
    return this.#evaluate(name, '', FIND_NAMES) as LoadedScript;
  }

  #requireFrom(folder: string): Require {
    return (name) => {
      const wanted = String(name);
      if (this.#builtIn.has(wanted)) return this.#builtIn.get(wanted);
      const script = resolveScript(this.#sources, folder, wanted);
      return (this.#modules.get(script) ?? this.#loadModule(script)).exports;
    };
  }

  #loadModule(name: string): CommonJsModule {
    const module: CommonJsModule = { exports: {} };
    if (name.endsWith('.json')) {
      module.exports = this.#parseData(name);
      this.#modules.set(name, module);
      return module;
    }
    this.#modules.set(name, module);
    const folder = name.slice(0, Math.max(0, name.lastIndexOf('/')));
    this.#parseModule(name)(module, module.exports, this.#requireFrom(folder)).call(module.exports);
    return module;
  }

  /** The function inside is what lets a script declare names such as `exports` itself. */
  #parseModule(name: string): ModuleFunction {
    try {
      return this.#evaluate(
        name,
        '(function (module, exports, require) { return function () {',
        '}; })',
      ) as ModuleFunction;
    } catch (error) {
      throw new UnparsableScript(name, String(error));
    }
  }

  #parseData(name: string): unknown {
    try {
      return parseJson(this.#sources[name] ?? '');
    } catch (error) {
      throw new UnreadableData(this.#indexOf(name), error);
    }
  }

  /**
   * Evaluates a script between our own lines, which lets us reach its `const`s and catch anything that it throws.
   * Exactly one line comes before it, so columns are those of the file and lines are one too high.
   */
  #evaluate(name: string, before: string, after: string): unknown {
    const source = (this.#sources[name] ?? '').replace(/^#!/, '//');
    return indirectEval([before, source, after, `//# sourceURL=${scriptUrl(this.#indexOf(name))}`].join('\n'));
  }

  #indexOf(name: string): number {
    return Object.keys(this.#sources).indexOf(name);
  }
}

/**
 * When called by another name, `eval` only sees the global scope. This is inside the sandbox, whose purpose is to run
 * texts.
 */
// oxlint-disable-next-line no-eval
const indirectEval: (text: string) => unknown = eval;
