import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '../access/network-of.ts';
import type { Logger } from '../logging/logger.ts';
import { NowAndThen } from '../logging/now-and-then.ts';
import { plainAddress } from './forwarded.ts';

/** What the connections of a server are watched with. */
export interface ConnectionsOptions {
  readonly logger: Logger;
  /** Addresses that stand for many clients, so that no limit applies. */
  readonly isProxy: (address: string) => boolean;
  /** How many connections of one network may be open: see `networkOf`. */
  readonly mostPerNetwork: () => number;
}

/**
 * All connections of a server, also those that HTTP no longer knows of because they became something else. Of one
 * network, only so many are open at the same time; more are closed at once.
 */
export class Connections {
  readonly #open = new Set<Socket>();
  readonly #counts = new Map<string, number>();
  readonly #options: ConnectionsOptions;
  readonly #refusals = new NowAndThen();

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
    const network = networkOf(address);
    const count = (this.#counts.get(network) ?? 0) + 1;
    const most = this.#options.mostPerNetwork();
    if (count > most && !this.#options.isProxy(address)) {
      this.#tell(address, most);
      socket.destroy();
      return;
    }
    this.#open.add(socket);
    this.#counts.set(network, count);
    socket.once('close', () => {
      this.#open.delete(socket);
      const left = (this.#counts.get(network) ?? 1) - 1;
      if (left > 0) this.#counts.set(network, left);
      else this.#counts.delete(network);
    });
  }

  #tell(address: string, limit: number): void {
    if (!this.#refusals.isTime('connections')) return;
    this.#options.logger.warn(
      { remoteAddress: address, limit },
      'connection was closed: its address has more open than "max_connections_per_address" allows',
    );
  }
}
