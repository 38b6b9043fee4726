import type { LastRendered } from '../contracts/job.ts';
import type { WorkerStatus } from '../contracts/worker.ts';

/**
 * What the kernel asks for and can do without. A plugin provides it; nothing is there while none that does is running.
 */
export interface Ports {
  pictures: Pictures;
  uploads: Uploads;
  sleep: PrescribedSleep;
  addOn: AddOn;
}
export type PortName = keyof Ports;

/** Each port in the words of the page about plugins. */
export const PORTS: Readonly<Record<PortName, string>> = {
  pictures: 'pictures of what jobs rendered',
  uploads: 'uploads of files and checkouts made of them',
  sleep: 'times at which workers sleep',
  addOn: 'the add-on for Blender',
};

/** Pictures of what jobs rendered. */
export interface Pictures {
  /** Takes an image over and goes on by itself; false when too many are waiting already. */
  offer(image: { readonly jobId: string; readonly bytes: Uint8Array }): boolean;
  /** Where the pictures of these jobs are; jobs without any are left out. */
  ofJobs(jobIds: readonly string[]): Promise<Map<string, LastRendered>>;
  /** Those of the job that rendered last; undefined when none has yet. */
  newest(): Promise<(LastRendered & { readonly jobId: string }) | undefined>;
}

/** The checkouts that jobs render from. */
export interface Uploads {
  /** Removes a checkout, and the folder above it if that is empty then. One that is gone already is fine. */
  removeCheckout(path: string): Promise<void>;
}

/** Who says by the clock when a worker sleeps. */
export interface PrescribedSleep {
  /** The status that the worker should have now; null = whatever it likes. */
  prescribedStatus(workerId: string): Promise<WorkerStatus | null>;
}

/** The add-on with which artists submit jobs. */
export interface AddOn {
  /** Where it is downloaded, as a path on this manager. */
  readonly url: string;
}
