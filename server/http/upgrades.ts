import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { endWith, type RawRefusal, refusalText, stopListening } from './raw-answer.ts';

/** Whoever speaks another protocol on connections of the server: in development, the builder of the pages. */
export interface UpgradeDoor {
  /** The beginning of the paths that it takes. */
  readonly path: string;
  take(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const NO_PROXY: RawRefusal = { status: 405, message: 'this is a manager and no proxy: it does not take CONNECT' };
const FOREIGN: RawRefusal = { status: 403, message: 'this came from another web page' };
const NO_UPGRADE: RawRefusal = { status: 426, message: 'this path speaks HTTP/1.1 only' };

/** Whether a request becomes something else. All others are answered as if they had not asked. */
export function mayUpgrade({ url = '' }: IncomingMessage, door: UpgradeDoor | undefined): boolean {
  return door !== undefined && url.startsWith(door.path);
}

/**
 * Answers what Node takes out of HTTP: CONNECT, and in development upgrades, of which only those for our own pages are
 * not refused. The returned function cuts off what has become something else, for that never ends by itself.
 */
export function guardUpgrades(server: Server, door: UpgradeDoor | undefined): () => void {
  const upgraded = new Set<Duplex>();
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => refuse(socket, NO_PROXY));
  if (door) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!mayUpgrade(request, door)) return refuse(socket, NO_UPGRADE);
      if (!isOwnPage(request)) return refuse(socket, FOREIGN);
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      door.take(request, socket, head);
    });
  }
  return () => {
    for (const socket of upgraded) socket.destroy();
  };
}

function isOwnPage({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function refuse(socket: Duplex, refusal: RawRefusal): void {
  socket.on('error', () => socket.destroy());
  stopListening(socket);
  endWith(socket, refusalText(refusal, randomUUID()));
}
