import { openAccess } from '#server/access/access.ts';
import { openCaller } from '#server/access/caller.ts';
import { hostList } from '#server/config/host-names.ts';
import type { ListenAddress } from '#server/config/listen-address.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { Handler } from '#server/http/route-table.ts';
import { type HttpServer, startHttpServer } from '#server/http/server.ts';
import { restDoor } from '#server/http/v3/rest-door.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import type { Logger } from '#server/logging/logger.ts';
import { runPeriodically } from '#server/scheduler/periodic.ts';
import { type RequestContext, requestContext } from '#server/trpc/context.ts';
import { startService } from '../service.ts';
import { tokenCheck } from './check-token.ts';
import type { AloneConfig } from './config.ts';
import { aloneRouter } from './operations.ts';

export interface AloneOptions {
  readonly config: AloneConfig;
  readonly listen: ListenAddress;
  readonly logger: Logger;
  /** Undefined if everybody who can reach the port may use it. */
  readonly token: string | undefined;
}

/** Starts the store and its HTTP server. @throws FarmError conflict if it cannot get the port */
export async function serveAlone({ config, listen, logger, token }: AloneOptions): Promise<HttpServer> {
  const { folders, checkouts: mode, garbageCollect } = config;
  const service = await startService({
    folders,
    mode,
    garbageCollect,
    clock: Date,
    logger,
    periodically: (task) => runPeriodically(logger, task),
  });
  const checkToken = tokenCheck(token);
  // Shaman's operations only use their service, never a farm; there is none here.
  const farm = { logger } as RequestContext['farm'];
  const door = restDoor({
    router: aloneRouter(() => service),
    contextOf(_route, request, facts) {
      checkToken(request.headers.authorization);
      // Who has the token may do everything.
      return requestContext(farm, openAccess, openCaller(facts.remoteAddress), facts);
    },
    logger,
    checkAnswers: false,
    development: false,
  });
  try {
    const hosts = hostList(config.host_names);
    const server = await startHttpServer({ ...listen, handler: handlerOf(door), logger, hostNames: () => hosts });
    return {
      ...server,
      stop: async () => {
        await server.stop();
        await service.stop();
      },
    };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

function handlerOf(door: Handler): Handler {
  return async (request, response, facts) => {
    switch (facts.path) {
      case '/healthz':
      case '/readyz':
        return writeAnswer(response, { status: 200, body: 'ready\n' });
      case '/':
      case '/api/v3/openapi3.json':
        // Loaded on demand: it brings in all operations of a manager, too.
        const { aloneDocumentText } = await import('./document.ts');
        response.setHeader('Content-Type', 'application/json');
        return writeAnswer(response, { status: 200, body: aloneDocumentText() });
    }
    if (facts.path.startsWith('/api/v3/')) return door(request, response, facts);
    throw new FarmError('not-found', {
      message: `there is no ${facts.path}; /api/v3/openapi3.json lists what there is`,
    });
  };
}
