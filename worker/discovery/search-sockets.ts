import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import os from 'node:os';
import { MANAGER_SERVICE, SSDP_GROUP, SSDP_PORT, SSDP_TTL, writeSsdp } from '#shared/ssdp.ts';
import { managerIn } from './manager-in.ts';

/**
 * Managers answer at a random moment within this many seconds. The firewall of Windows lets answers to a multicast in
 * for about three, so they have to come in less.
 */
const ANSWER_WITHIN_SECONDS = 2;

const SEARCH = writeSsdp('M-SEARCH * HTTP/1.1', {
  HOST: `${SSDP_GROUP}:${SSDP_PORT}`,
  MAN: '"ssdp:discover"',
  MX: String(ANSWER_WITHIN_SECONDS),
  ST: MANAGER_SERVICE,
});

/**
 * Asks for managers on every network of this machine. A socket sends its multicasts to one network, so there is a
 * socket for each address. Networks that appear later are asked too.
 */
export class SearchSockets {
  readonly #sockets = new Map<string, Socket>();
  readonly #onFound: (managerUrl: string) => void;
  #failure: string | undefined;

  /** @param onFound gets the address of a manager that answered, with a slash at the end; called for every answer. */
  constructor(onFound: (managerUrl: string) => void) {
    this.#onFound = onFound;
  }

  /** The addresses through which the last search went out. */
  get addresses(): string[] {
    return [...this.#sockets.keys()];
  }

  /** The code of the error with which a part of the last search failed; undefined if all of it went out. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Sends one search to every network; those that cannot be reached are tried again next time. */
  async search(): Promise<void> {
    const present = ownAddresses();
    this.#failure = undefined;
    for (const address of this.#sockets.keys()) if (!present.includes(address)) this.#drop(address);
    await Promise.all(present.map((address) => this.#searchThrough(address)));
  }

  close(): void {
    for (const address of this.#sockets.keys()) this.#drop(address);
  }

  async #searchThrough(address: string): Promise<void> {
    try {
      const socket = this.#sockets.get(address) ?? (await this.#open(address));
      await new Promise<void>((resolve, reject) => {
        socket.send(SEARCH, SSDP_PORT, SSDP_GROUP, (error) => (error ? reject(error) : resolve()));
      });
    } catch (error) {
      this.#failure = String((error as NodeJS.ErrnoException).code);
      this.#drop(address);
    }
  }

  async #open(address: string): Promise<Socket> {
    const socket = createSocket('udp4');
    this.#sockets.set(address, socket);
    socket.bind(0, address);
    await once(socket, 'listening');
    socket.on('error', () => this.#drop(address));
    socket.setMulticastInterface(address);
    socket.setMulticastTTL(SSDP_TTL);
    socket.on('message', (datagram, sender) => {
      const url = managerIn(datagram.toString('utf8'), ownAddresses().includes(sender.address));
      if (url !== undefined) this.#onFound(url);
    });
    return socket;
  }

  #drop(address: string): void {
    const socket = this.#sockets.get(address);
    if (!this.#sockets.delete(address)) return;
    try {
      socket?.close();
    } catch {
      // It failed to open.
    }
  }
}

function ownAddresses(): string[] {
  return Object.values(os.networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  );
}
