import { setTimeout as delay } from 'node:timers/promises';
import { REQUESTS, takeRequest, type Request } from './request-files.ts';

/** File systems differ in what they tell about changes, network shares tell nothing; so we look, this often. */
const LOOK_EVERY = 500;

/**
 * Calls `hear` for each request that is left in this worker's home, until `over` aborts. Requests from before were
 * meant for another worker and are removed first.
 */
export async function watchRequests(
  home: string,
  hear: (request: Request) => void,
  over: AbortSignal,
  lookEvery = LOOK_EVERY,
): Promise<void> {
  for (const request of REQUESTS) await takeRequest(home, request);
  while (!over.aborted) {
    await delay(lookEvery, undefined, { signal: over, ref: false }).catch(() => undefined);
    for (const request of REQUESTS) {
      if (!over.aborted && (await takeRequest(home, request))) hear(request);
    }
  }
}
