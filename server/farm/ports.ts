import type { LastRendered } from '../contracts/job.ts';
import type { WorkerStatus } from '../contracts/worker.ts';

/** What the kernel uses but can do without. Plugins provide it; a port is empty while no running plugin does. */
export interface Ports {
  pictures: Pictures;
  uploads: Uploads;
  sleep: PrescribedSleep;
  addOn: AddOn;
}
export type PortName = keyof Ports;

/** Each port in the words of the _Plugins_ page. */
export const PORTS: Readonly<Record<PortName, string>> = {
  pictures: 'pictures of what jobs rendered',
  uploads: 'uploads of files, and checkouts made from them',
  sleep: 'times at which workers sleep',
  addOn: 'the add-on for Blender',
};

/** Pictures of what jobs rendered. */
export interface Pictures {
  /** Accepts an image and processes it in the background; false if too many are waiting already. */
  offer(image: { readonly jobId: string; readonly bytes: Uint8Array }): boolean;
  /** Where the pictures of these jobs are, by job id; jobs without any are left out. */
  ofJobs(jobIds: readonly string[]): Promise<Map<string, LastRendered>>;
  /** The pictures of the job that rendered last; undefined if no job has rendered anything yet. */
  newest(): Promise<(LastRendered & { readonly jobId: string }) | undefined>;
}

/** The checkouts that jobs render from. */
export interface Uploads {
  /**
   * Makes sure that a job may be submitted with this checkout: it was made here, is still there, and belongs to nobody
   * else.
   * @param owner the person who submits the job; null = nobody
   * @param isShared whether they own a job that renders from it, such as one that was handed over to them
   * @throws FarmError bad-request
   */
  requireCheckout(path: string, owner: string | null, isShared?: boolean): Promise<void>;
  /**
   * Removes a checkout that was made here, and the folder above it if that is then empty. False: there is no such
   * checkout, perhaps no longer; then nothing is removed, whatever the path leads to.
   */
  removeCheckout(path: string): Promise<boolean>;
}

/** Says, by the clock, when a worker should sleep. */
export interface PrescribedSleep {
  /** The status that the worker should have now; null = any. */
  prescribedStatus(workerId: string): Promise<WorkerStatus | null>;
}

/** The add-on with which artists submit jobs. */
export interface AddOn {
  /** Where it can be downloaded, as a path on this manager. */
  readonly url: string;
}
