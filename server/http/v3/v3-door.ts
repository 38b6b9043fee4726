import type { Access } from '../../access/access.ts';
import { type Caller, workerCaller } from '../../access/caller.ts';
import { CREDENTIALS_HEADER, type CredentialsNews } from '../../contracts/worker.ts';
import { requestContext } from '../../trpc/context.ts';
import { v3Router } from '../../trpc/v3/v3-router.ts';
import type { Farm } from '../../farm/farm.ts';
import type { WorkerAuthenticator } from '../../access/authenticate-worker.ts';
import { restDoor, type RestDoorOptions } from './rest-door.ts';

/** What the door of `/api/v3` is made with. */
export interface V3DoorOptions extends Pick<RestDoorOptions, 'checkAnswers' | 'development'> {
  readonly farm: Farm;
  readonly access: Access;
  readonly authenticateWorker: WorkerAuthenticator;
}

/**
 * Makes the handler of all operations under `/api/v3`. Failures become answers; it throws only if `checkAnswers` finds
 * an answer that the operation does not declare.
 */
export function v3Door({ farm, access, authenticateWorker, checkAnswers, development }: V3DoorOptions) {
  return restDoor({
    router: v3Router,
    logger: farm.logger,
    checkAnswers,
    development,
    headersFor,
    async contextOf(route, request, facts) {
      const { headers } = request;
      const caller = route.needsWorker
        ? workerCaller(await authenticateWorker(headers.authorization, facts.remoteAddress))
        : await access.identify(headers, facts);
      return requestContext(farm, access, caller, facts);
    },
  });
}

const NEW_SECRET: CredentialsNews = 'new-secret';

function headersFor({ letInBy }: Caller): Readonly<Record<string, string>> {
  return letInBy.kind === 'worker' && letInBy.isNewSecretWanted ? { [CREDENTIALS_HEADER]: NEW_SECRET } : {};
}
