import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../logging/logger.ts';
import { plainAddress } from './forwarded.ts';

/** Far more than a rack of workers behind one address needs, and far less than a process may have open. */
const MOST_PER_ADDRESS = 4_000;
const TELL_EVERY_MS = 60_000;

/** What the connections of a server are watched with. */
export interface ConnectionsOptions {
  readonly logger: Logger;
  /** Addresses that stand for many clients, so that no limit applies. */
  readonly isProxy: (address: string) => boolean;
  readonly mostPerAddress?: number | undefined;
}

/**
 * All connections of a server, also those that HTTP no longer knows of because they became something else. Of one
 * address, only so many are open at the same time; more are closed at once.
 */
export class Connections {
  readonly #open = new Set<Socket>();
  readonly #counts = new Map<string, number>();
  readonly #options: ConnectionsOptions;
  #toldAt = -Infinity;

  constructor(server: Server, options: ConnectionsOptions) {
    this.#options = options;
    server.prependListener('connection', (socket: Socket) => this.#take(socket));
  }

  /** Cuts off whoever is still there. */
  destroyAll(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #take(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    const count = (this.#counts.get(address) ?? 0) + 1;
    const { mostPerAddress = MOST_PER_ADDRESS, isProxy } = this.#options;
    if (count > mostPerAddress && !isProxy(address)) {
      this.#tell(address, mostPerAddress);
      socket.destroy();
      return;
    }
    this.#open.add(socket);
    this.#counts.set(address, count);
    socket.once('close', () => {
      this.#open.delete(socket);
      const left = (this.#counts.get(address) ?? 1) - 1;
      if (left > 0) this.#counts.set(address, left);
      else this.#counts.delete(address);
    });
  }

  #tell(address: string, limit: number): void {
    const now = performance.now();
    if (now - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = now;
    this.#options.logger.warn(
      { remoteAddress: address, limit },
      'connection was closed: its address has too many open',
    );
  }
}
