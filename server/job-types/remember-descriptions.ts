import type { JobType } from '../contracts/job-type.ts';
import { describeScript } from './describe-script.ts';
import { JobCompileError } from './job-compile-error.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { ScriptFile } from './script-files.ts';
import { pauseAfter } from './try-again.ts';

/** What became of a script when its top level ran. */
export interface Description {
  readonly result: JobType | JobCompileError;
  /** What its author should mend although it works, in full sentences. */
  readonly warnings: readonly string[];
}

export interface Descriptions {
  /**
   * Describes a script, which only runs if its sources have changed since the last time; or after a pause if it ran
   * into a limit, since that may have been the machine's fault. `patient`: wait for a script that is tried again after
   * several failures, which may take as long as scripts may run; otherwise the last failure is answered meanwhile.
   */
  describe(file: ScriptFile, sources: Record<string, string>, how: { patient: boolean }): Promise<Description>;
  /** The last description, whatever has changed since. */
  last(name: string): Description | undefined;
}

interface Remembered extends Description {
  /** The sources that the result came from, as JSON. */
  readonly version: string;
  /** How many times in a row the script ran into a limit. */
  readonly failures: number;
  readonly tryAgainAt: number;
}

/** Remembers what scripts describe, for as long as the manager runs. */
export function rememberDescriptions(sandbox: Sandbox, clock: { now(): number }): Descriptions {
  const remembered = new Map<string, Remembered>();
  /** Descriptions on their way: whoever asks meanwhile gets the same. */
  const running = new Map<string, { version: string; description: Promise<Remembered> }>();

  async function describeNow(
    file: ScriptFile,
    sources: Record<string, string>,
    { version, failures }: Pick<Remembered, 'version' | 'failures'>,
  ): Promise<Remembered> {
    const found = await describeScript(sandbox, file, sources).catch((error: unknown) => {
      if (error instanceof JobCompileError) return error;
      throw error;
    });
    const description =
      found instanceof JobCompileError
        ? { version, result: found, warnings: [], ...whenToTryAgain(found, failures, clock.now()) }
        : { version, result: found.jobType, warnings: found.warnings, ...NEVER_AGAIN };
    remembered.set(file.name, description);
    return description;
  }

  return {
    async describe(file, sources, { patient }) {
      const version = JSON.stringify(sources);
      const last = remembered.get(file.name);
      const known = last?.version === version ? last : undefined;
      if (known && clock.now() < known.tryAgainAt) return known;
      let run = running.get(file.name);
      if (run?.version !== version) {
        const begun = { version, description: describeNow(file, sources, { version, failures: known?.failures ?? 0 }) };
        const end = (): void => {
          if (running.get(file.name) === begun) running.delete(file.name);
        };
        begun.description.then(end, end);
        running.set(file.name, begun);
        run = begun;
      }
      return known && known.failures > 1 && !patient ? known : run.description;
    },
    last: (name) => remembered.get(name),
  };
}

const NEVER_AGAIN = { failures: 0, tryAgainAt: Infinity };

/** A script that fails by itself always will. */
function whenToTryAgain(
  { kind }: JobCompileError,
  failures: number,
  now: number,
): Pick<Remembered, 'failures' | 'tryAgainAt'> {
  if (kind === 'script') return NEVER_AGAIN;
  return { failures: failures + 1, tryAgainAt: now + pauseAfter(failures + 1) };
}
