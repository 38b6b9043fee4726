import type { Access } from './access.ts';
import type { WorkerAuthenticator } from './authenticate-worker.ts';
import { isWorkers } from './accounts-access.ts';
import { stranger, workerCaller } from './caller.ts';

/**
 * Nobody has said yet who may use the farm. Workers are known by their secrets; all others may do no more than
 * strangers, until somebody with the link that the manager printed has set it up.
 */
export function setUpAccess(authenticateWorker: WorkerAuthenticator): Access {
  return {
    mode: 'setup',
    async identify({ authorization }, { remoteAddress }) {
      if (isWorkers(authorization)) return workerCaller(await authenticateWorker(authorization, remoteAddress));
      return { ...stranger(remoteAddress), letInBy: { kind: 'not-set-up' } };
    },
  };
}
