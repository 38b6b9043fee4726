import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { RequestFacts } from '../access/request-facts.ts';
import type { Listening } from '../config/listen-address.ts';
import { type HostList, hostList } from '../config/host-names.ts';
import { type ProxyList, proxyList } from '../config/trusted-proxies.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { NowAndThen } from '../logging/now-and-then.ts';
import { Connections } from './connections.ts';
import { errorResponse } from './error-response.ts';
import { forwarded, namesFromProxy, plainAddress } from './forwarded.ts';
import { EXPLORER_PATH } from './explorer.ts';
import { rememberExpectation } from './expect-continue.ts';
import { foldedHeaderJoiner } from './folded-header-joiner.ts';
import { refuseAmbiguous } from './refuse-ambiguous.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { type ParseError, refuseUnreadable } from './refuse-unreadable.ts';
import type { Handler } from './route-table.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { type LeastPace, watchSlowBodies } from './slow-bodies.ts';
import type { KeptCertificate } from './tls/kept-certificate.ts';
import { guardUpgrades, mayUpgrade, type UpgradeDoor } from './upgrades.ts';
import { writeAnswer } from './write-answer.ts';

/** The manager's HTTP server, listening. */
export interface HttpServer extends Listening {
  /** Stops listening, ends event streams, lets running requests finish for up to `graceMs`, then cuts the rest off. */
  stop(graceMs?: number): Promise<void>;
}

/** Where the server listens, and what answers. */
export interface HttpServerOptions {
  /** Empty = all interfaces, IPv4 and IPv6. */
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly handler: Handler;
  /** With what HTTPS is spoken; HTTP unless given. The server closes it when it stops. */
  readonly certificate?: KeptCertificate | undefined;
  /** How long browsers are to use nothing but HTTPS, in milliseconds; 0 unless given. */
  readonly hsts?: () => number;
  readonly logger: Farm['logger'];
  readonly development?: boolean;
  /** The proxies that are believed when they say who their clients are; none unless given. */
  readonly trustedProxies?: () => ProxyList;
  /** The header in which those say who somebody is; none unless given, and empty for none. */
  readonly proxyHeader?: () => string;
  /** The names that browsers may use; addresses and the machine's own names unless given. */
  readonly hostNames?: () => HostList;
  /** Who speaks other protocols than HTTP, for development; nobody unless given. */
  readonly upgrades?: UpgradeDoor | undefined;
  /** How many connections may be open from one address; as many as it likes unless given. */
  readonly mostConnectionsPerAddress?: () => number;
  /** How fast bodies have to come. */
  readonly leastPace?: LeastPace;
}

const HANDSHAKE_TIMEOUT_MS = 10_000;
/** Workers that know the old address ask again and again. */
const plainRequests = new NowAndThen();
const HEADERS_TIMEOUT_MS = 5_000;
/** Long enough for the largest upload over a slow line: a Flamenco 3 add-on cannot resume where it was cut off. */
const REQUEST_TIMEOUT_MS = 24 * 60 * 60_000;
/** Longer than the time between two requests of a waiting worker. */
const KEEP_ALIVE_MS = 75_000;
const GRACE_MS = 5_000;
const NO_PROXIES = proxyList([]);
const OWN_NAMES = hostList([]);

/**
 * Starts listening.
 * @throws FarmError conflict, naming the address, when the port is taken or not allowed
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const open = new Set<ServerResponse>();
  const { trustedProxies = () => NO_PROXIES, proxyHeader = () => '', upgrades } = options;
  const tellOfProxy = once((peer: string) =>
    options.logger.warn(
      { peer },
      'a proxy said who its client is, but "trusted_proxies" does not name it, so it was ignored; logged only once',
    ),
  );
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    const facts = factsOf(request, { proxies: trustedProxies(), header: proxyHeader(), onIgnored: tellOfProxy });
    void serve(options, request, response, facts);
  };
  const http = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Node's own refusals have no body; these requests are refused with the others that are not clear.
    requireHostHeader: false,
    shouldUpgradeCallback: (request: IncomingMessage) => mayUpgrade(request, upgrades),
  };
  const { certificate } = options;
  const server = certificate ? tlsServer(certificate, http, onRequest) : createServer(http, onRequest);
  const connections = new Connections(server, {
    logger: options.logger,
    isProxy: (address) => trustedProxies().includes(address),
    mostPerNetwork: options.mostConnectionsPerAddress ?? (() => Infinity),
  });
  const endUpgraded = guardUpgrades(server, upgrades);
  server.on('checkExpectation', onRequest);
  server.on('checkContinue', (request, response) => {
    rememberExpectation(request, response);
    onRequest(request, response);
  });
  server.on(certificate ? 'secureConnection' : 'connection', await foldedHeaderJoiner(certificate !== undefined));
  server.on('clientError', (error: ParseError, socket: Socket) => {
    const answers = [...open].filter(({ req }) => req.socket === socket);
    if (isOfTls(error)) leaveHandshake(error, socket, options.logger);
    else void refuseUnreadable(error, socket, answers, options.logger);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(options, error)));
    server.listen({ host: options.host === '' ? undefined : options.host, port: options.port }, resolve);
  });
  const stopWatching = watchSlowBodies(open, options.logger, options.leastPace);
  const { address, port } = server.address() as AddressInfo;

  return {
    host: address,
    port,
    scheme: certificate ? 'https' : 'http',
    certifiedNames: certificate?.current.names ?? [],
    async stop(graceMs = GRACE_MS) {
      certificate?.close();
      stopWatching();
      endUpgraded();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const response of open) {
        if (isEventStream(response)) response.destroy();
        else if (!response.headersSent) response.setHeader('Connection', 'close');
      }
      const cutOff = setTimeout(() => connections.destroyAll(), graceMs);
      await closed;
      clearTimeout(cutOff);
    },
  };
}

/** Who is believed, and in which header they say who somebody is. */
interface Believed {
  readonly proxies: ProxyList;
  readonly header: string;
  readonly onIgnored: (peer: string) => void;
}

function factsOf(request: IncomingMessage, { proxies, header, onIgnored }: Believed): RequestFacts {
  const url = request.url ?? '/';
  const queryAt = url.indexOf('?');
  const proxyNames = namesFromProxy(request, proxies, header);
  const { remoteAddress, scheme, host, ignored } = forwarded(request, proxies);
  if (ignored) onIgnored(remoteAddress);
  return {
    requestId: randomUUID(),
    remoteAddress,
    ...(proxyNames ? { proxyNames } : {}),
    ...(ignored ? { isFromUnknownProxy: true } : {}),
    localAddress: plainAddress(request.socket.localAddress ?? ''),
    scheme,
    host,
    path: queryAt < 0 ? url : url.slice(0, queryAt),
    query: queryAt < 0 ? '' : url.slice(queryAt),
  };
}

async function serve(
  options: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
): Promise<void> {
  const started = performance.now();
  const { path } = facts;
  response.setHeader('X-Request-Id', facts.requestId);
  setSecurityHeaders(response, path.startsWith('/api/') && !path.startsWith(EXPLORER_PATH));
  const hsts = facts.scheme === 'https' && options.certificate ? (options.hsts?.() ?? 0) : 0;
  if (hsts > 0) response.setHeader('Strict-Transport-Security', `max-age=${Math.floor(hsts / 1000)}`);
  response.once('close', () => {
    const milliseconds = Math.round((performance.now() - started) * 10) / 10;
    const { method } = request;
    const { requestId, remoteAddress } = facts;
    options.logger.debug(
      { requestId, method, path, status: response.statusCode, milliseconds, remoteAddress },
      'request answered',
    );
  });
  try {
    refuseAmbiguous(request, response);
    const { hostNames, development = false } = options;
    refuseForeign(request, facts, { hosts: hostNames?.() ?? OWN_NAMES, development });
    await options.handler(request, response, facts);
  } catch (error) {
    const refusal = errorResponse(error, facts.requestId);
    if (!refusal.expected)
      options.logger.error({ err: error, requestId: facts.requestId, path }, 'request failed unexpectedly');
    if (response.headersSent) response.destroy();
    else writeAnswer(response, refusal);
  }
}

/** Takes over a renewed certificate for connections that begin later; those that are open go on. */
function tlsServer(
  kept: KeptCertificate,
  http: Parameters<typeof createTlsServer>[0],
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const { cert, key } = kept.current;
  const server = createTlsServer({ ...http, cert, key, handshakeTimeout: HANDSHAKE_TIMEOUT_MS }, onRequest);
  kept.onRenewed(({ cert: newCert, key: newKey }) => server.setSecureContext({ cert: newCert, key: newKey }));
  return server;
}

function isOfTls({ code = '' }: ParseError): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
}

/** Clients that speak HTTP to us, that do not trust our certificate, or that look what is here. */
function leaveHandshake({ code }: ParseError, socket: Socket, logger: Farm['logger']): void {
  const remoteAddress = plainAddress(socket.remoteAddress ?? '');
  if (code === 'ERR_SSL_HTTP_REQUEST' && plainRequests.isTime(remoteAddress))
    logger.warn({ remoteAddress }, 'request was refused: this port speaks HTTPS, and was asked for HTTP; use https://');
  else logger.debug({ remoteAddress, code }, 'connection with TLS did not come about');
  socket.destroy();
}

function once<T>(tell: (value: T) => void): (value: T) => void {
  let hasTold = false;
  return (value) => {
    if (!hasTold) tell(value);
    hasTold = true;
  };
}

function isEventStream(response: ServerResponse): boolean {
  return response.headersSent && String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
}

function cannotListen(options: HttpServerOptions, error: NodeJS.ErrnoException): FarmError {
  const place = `${options.host}:${options.port}`;
  const reason =
    error.code === 'EADDRINUSE'
      ? 'another program already uses it'
      : error.code === 'EACCES'
        ? 'this account may not use it; ports below 1024 are reserved'
        : error.message;
  const message = `cannot listen on ${place}: ${reason}. Change "listen" in the configuration, or stop the other program`;
  return new FarmError('conflict', { message, details: { host: options.host, port: options.port }, cause: error });
}
