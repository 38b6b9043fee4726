import type { AnyTRPCRouter } from '@trpc/server';
import { findCredentials } from '../persistence/repositories/worker-credentials.repository.ts';
import { documentText } from '../trpc/v3/document.ts';
import type { Farm } from '../farm/farm.ts';
import { workerAuthenticator } from '../access/authenticate-worker.ts';
import { DEFAULT_MAX_JSON_BYTES } from './read-body.ts';
import { type Handler, type Handlers, routeTable } from './route-table.ts';
import { trpcDoor } from './trpc-door.ts';
import { v3Door } from './v3/v3-door.ts';

/** What the manager answers HTTP requests with. */
export interface ManagerHandlerOptions extends Pick<Handlers, 'jobFiles' | 'pages' | 'more'> {
  readonly farm: Farm;
  /** The procedures of the web pages. */
  readonly webRouter?: AnyTRPCRouter;
  /** True unless said otherwise. */
  readonly isReady?: () => boolean;
  /** Most bytes of a JSON body. */
  readonly maxJsonBytes?: number;
  /** See `V3DoorOptions`. */
  readonly checkAnswers?: boolean;
}

/** All of the manager's doors behind one handler, for `startHttpServer`. */
export function managerHandler(options: ManagerHandlerOptions): Handler {
  const { farm, webRouter, maxJsonBytes = DEFAULT_MAX_JSON_BYTES, checkAnswers = false } = options;
  const authenticateWorker = workerAuthenticator((id) => findCredentials(farm.database.tables, id));
  let document: string | undefined;
  return routeTable({
    v3: v3Door({ farm, authenticateWorker, maxJsonBytes, checkAnswers }),
    openApi: () => (document ??= documentText()),
    isReady: options.isReady ?? (() => true),
    ...(webRouter ? { trpc: trpcDoor(farm, webRouter, maxJsonBytes) } : {}),
    ...(options.jobFiles ? { jobFiles: options.jobFiles } : {}),
    ...(options.pages ? { pages: options.pages } : {}),
    ...(options.more ? { more: options.more } : {}),
  });
}
