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
const NO_UPGRADE: RawRefusal = { status: 426, message: 'this path speaks HTTP/1.1 only' };

/** Whether a request becomes something else. All others are answered as if they had not asked. */
export function mayUpgrade({ url = '' }: IncomingMessage, door: UpgradeDoor | undefined): boolean {
  return door !== undefined && url.startsWith(door.path);
}

/** Answers what Node takes out of HTTP: CONNECT, and in development upgrades, of which all but one are refused. */
export function guardUpgrades(server: Server, door: UpgradeDoor | undefined): void {
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => refuse(socket, NO_PROXY));
  if (!door) return;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (mayUpgrade(request, door)) door.take(request, socket, head);
    else refuse(socket, NO_UPGRADE);
  });
}

function refuse(socket: Duplex, refusal: RawRefusal): void {
  socket.on('error', () => socket.destroy());
  stopListening(socket);
  endWith(socket, refusalText(refusal, randomUUID()));
}
