import { messageOf } from '#shared/message-of.ts';
/** A step of the demo failed. `log` contains the last lines of the log that explains why. */
export class StepFailure extends Error {
  readonly step: string;
  readonly log: string;

  constructor(name: string, cause: unknown, log = '') {
    super(messageOf(cause), { cause });
    this.step = name;
    this.log = log;
  }
}

/** Runs one step; anything that goes wrong in it is reported under its name. */
export async function step<T>(name: string, work: () => Promise<T>, log?: () => string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StepFailure) throw error;
    throw new StepFailure(name, error, log?.());
  }
}
