import type { AnyTRPCRouter } from '@trpc/server';
import { type Access, openAccess } from '../access/access.ts';
import { accountsAccess } from '../access/accounts-access.ts';
import { setUpAccess } from '../access/set-up-access.ts';
import { withOrigin } from '../persistence/origin.ts';
import { findCredentials } from '../persistence/repositories/worker-credentials.repository.ts';
import { documentText } from '../trpc/v3/document.ts';
import type { Farm } from '../farm/farm.ts';
import { type WorkerAuthenticator, workerAuthenticator } from '../access/authenticate-worker.ts';
import { auditRoutes } from './audit-routes.ts';
import { enterByProxy } from '../use-cases/enter-by-proxy.ts';
import { kernelRoutes } from './kernel-routes.ts';
import { type Handler, type RouteTable, routeTable } from './route-table.ts';
import { TRPC_PREFIX, trpcDoor } from './trpc-door.ts';
import { v3Door } from './v3/v3-door.ts';

/** What the manager needs to answer HTTP requests. */
export interface ManagerHandlerOptions extends Partial<Pick<RouteTable, 'more' | 'pages'>> {
  readonly farm: Farm;
  /** As configured unless given. */
  readonly access?: Access;
  /** The procedures of the web pages. */
  readonly webRouter?: AnyTRPCRouter;
  /** Always true unless given. */
  readonly isReady?: () => boolean;
  /** See `V3DoorOptions`. */
  readonly checkAnswers?: boolean;
  /** The pages are built as they are requested; false unless given. */
  readonly development?: boolean;
}

/** All of the manager's doors behind one handler, for `startHttpServer`. */
export function managerHandler(options: ManagerHandlerOptions): Handler {
  const { farm, webRouter, more = [], pages } = options;
  const { isReady = () => true, checkAnswers = false, development = false } = options;
  const authenticateWorker = workerAuthenticator((id) => findCredentials(farm.database.tables, id), farm.logger);
  const { access = accessOf(farm, authenticateWorker) } = options;
  let document: string | undefined;
  const answer = routeTable({
    access,
    routes: [
      ...kernelRoutes({
        localStorage: farm.config.paths.localStorage,
        openApi: () => (document ??= documentText()),
        isReady,
      }),
      ...auditRoutes(farm),
    ],
    doors: {
      '/api/v3/': v3Door({ farm, access, authenticateWorker, checkAnswers, development }),
      ...(webRouter ? { [TRPC_PREFIX]: trpcDoor({ farm, access, router: webRouter }) } : {}),
    },
    more,
    pages,
  });
  return (request, response, facts) =>
    withOrigin({ address: facts.remoteAddress, requestId: facts.requestId }, () => answer(request, response, facts));
}

function accessOf(farm: Farm, authenticateWorker: WorkerAuthenticator): Access {
  if (farm.setUpLink) return setUpAccess(authenticateWorker);
  return farm.config.settings.access === 'open'
    ? openAccess
    : accountsAccess(farm, authenticateWorker, (values) => enterByProxy(farm, values));
}
