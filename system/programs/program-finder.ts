import { findProgram, type FoundProgram, hasFolder, type MissingProgram } from './find-program.ts';
import { type Machine, variable } from './machine.ts';

/** How long an answer is used without looking whether there is a better one by now. */
const FRESH_MS = 60_000;
/** On Windows, to find nothing means to have asked its registry about ten times, each time with a program. */
const MISSING_ON_WINDOWS_MS = 5_000;

interface Answer {
  readonly program: FoundProgram | MissingProgram;
  readonly until: number;
}

/**
 * Finds programs, and remembers for a while where they are, so that tasks of many commands do not search the disk for
 * each. A program that is gone is looked for again at once, and one that was missing every time; on Windows, after a
 * few seconds.
 */
export class ProgramFinder {
  readonly #answers = new Map<string, Answer>();
  readonly #now: () => number;

  /** @param now in milliseconds, from any beginning */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** See {@link findProgram}. */
  async find(name: string, machine: Machine): Promise<FoundProgram | MissingProgram> {
    // There is nothing to search.
    if (hasFolder(name, machine)) return await findProgram(name, machine);
    const key = `${name}\0${variable(machine, 'PATH') ?? ''}`;
    const known = this.#fresh(key);
    if (known?.kind === 'missing') return known;
    if (known !== undefined && (await machine.look(known.file)) === 'program') return known;
    const program = await findProgram(name, machine);
    const isMissing = program.kind === 'missing';
    const lasts = !isMissing ? FRESH_MS : machine.platform === 'win32' ? MISSING_ON_WINDOWS_MS : 0;
    this.#answers.set(key, { program, until: this.#now() + lasts });
    return program;
  }

  /** Names come with tasks, so that old ones must not pile up. */
  #fresh(key: string): Answer['program'] | undefined {
    const now = this.#now();
    for (const [old, { until }] of this.#answers) if (now >= until) this.#answers.delete(old);
    return this.#answers.get(key)?.program;
  }
}
