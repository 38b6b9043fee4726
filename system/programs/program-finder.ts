import { findProgram, type FoundProgram, type MissingProgram } from './find-program.ts';
import { type Machine, variable } from './machine.ts';

/** How long an answer is used without looking whether there is a better one by now. */
const FRESH_MS = 60_000;

/**
 * Finds programs, and remembers for a while where they are, so that tasks of many commands do not search the disk for
 * each. A program that is gone is looked for again at once, and one that was missing every time.
 */
export class ProgramFinder {
  readonly #found = new Map<string, { readonly program: FoundProgram; readonly since: number }>();
  readonly #now: () => number;

  /** @param now in milliseconds, from any beginning */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** See {@link findProgram}. */
  async find(name: string, machine: Machine): Promise<FoundProgram | MissingProgram> {
    const key = `${name}\0${variable(machine, 'PATH') ?? ''}`;
    const known = this.#found.get(key);
    const isFresh = known !== undefined && this.#now() - known.since < FRESH_MS;
    if (isFresh && (await machine.look(known.program.file)) === 'program') return known.program;
    const program = await findProgram(name, machine);
    if (program.kind === 'found') this.#found.set(key, { program, since: this.#now() });
    else this.#found.delete(key);
    return program;
  }
}
