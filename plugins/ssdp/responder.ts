import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { readSsdp, SSDP_GROUP, SSDP_PORT, SSDP_TTL } from '#shared/ssdp.ts';
import type { Logger } from '#server/plugins/define-plugin.ts';
import { isLoopback, managerUrls, type Place } from './manager-urls.ts';
import { alive, found, searchForManagers } from './messages.ts';

/** How many answers may be pending at the same time; more would be somebody's attempt to flood others through us. */
const MOST_PENDING = 200;

export interface ResponderOptions {
  readonly listening: Place;
  /** Product and version, as other devices on the network see it. */
  readonly server: string;
  readonly logger: Logger;
  readonly now: () => number;
}

/**
 * Listens for searches on all networks of this machine and answers those for managers. Interfaces come and go, so
 * {@link refresh} joins the multicast group on new ones.
 */
export class Responder {
  readonly #options: ResponderOptions;
  readonly #socket: Socket;
  readonly #joined = new Set<string>();
  readonly #pending = new Set<NodeJS.Timeout>();

  /** Rejects if it cannot listen on the port. */
  static async open(options: ResponderOptions): Promise<Responder> {
    // Other programs on this machine may listen for searches too.
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.bind(SSDP_PORT);
    await once(socket, 'listening');
    return new Responder(options, socket);
  }

  private constructor(options: ResponderOptions, socket: Socket) {
    this.#options = options;
    this.#socket = socket;
    socket.on('message', (datagram, sender) => this.#hear(datagram, sender));
    socket.on('error', (error) => options.logger.warn({ err: error }, 'discovery socket failed'));
  }

  /** The addresses of this manager. */
  get urls(): string[] {
    return managerUrls(this.#options.listening, networkInterfaces());
  }

  /** Joins the group on new networks. Returns whether there were any. */
  refresh(): boolean {
    const present = new Set(ownAddresses());
    for (const address of this.#joined) if (!present.has(address)) this.#joined.delete(address);
    const added = [...present].filter((address) => !this.#joined.has(address) && this.#join(address));
    return added.length > 0;
  }

  /** Announces the manager on all networks. */
  async announce(): Promise<void> {
    const messages = this.urls.filter((url) => !isLoopback(new URL(url).hostname)).map((url) => this.#alive(url));
    for (const address of this.#joined) await sendThrough(address, messages);
  }

  async close(): Promise<void> {
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  #join(address: string): boolean {
    try {
      this.#socket.addMembership(SSDP_GROUP, address);
    } catch (error) {
      // Two addresses of one interface share a membership.
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'EADDRINUSE') {
        this.#options.logger.debug({ err: error, address }, 'could not listen for searches on a network');
        return false;
      }
    }
    this.#joined.add(address);
    return true;
  }

  #hear(datagram: Buffer, sender: RemoteInfo): void {
    const message = readSsdp(datagram.toString('utf8'));
    const search = message && searchForManagers(message);
    if (!search) return;
    this.#options.logger.debug({ from: sender.address }, 'worker looked for a manager');
    for (const url of this.#urlsFor(sender)) {
      if (this.#pending.size >= MOST_PENDING) return;
      const timer = setTimeout(
        () => {
          this.#pending.delete(timer);
          this.#answer(url, sender);
        },
        Math.random() * search.delaySeconds * 1000,
      );
      this.#pending.add(timer);
    }
  }

  /** To another machine, our loopback addresses would mean that machine itself. */
  #urlsFor(sender: RemoteInfo): string[] {
    const isHere = isLoopback(sender.address) || ownAddresses().includes(sender.address);
    return isHere ? this.urls : this.urls.filter((url) => !isLoopback(new URL(url).hostname));
  }

  #answer(url: string, { address, port }: RemoteInfo): void {
    const { server, now, logger } = this.#options;
    this.#socket.send(found(url, server, now()), port, address, (error) => {
      if (error) logger.debug({ err: error, to: address }, 'search could not be answered');
    });
  }

  #alive(url: string): string {
    return alive(url, this.#options.server);
  }
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  );
}

/**
 * Sends multicasts to the network of this address, for which it opens a socket: a socket sends to one network only.
 * Networks that lead nowhere are skipped.
 */
async function sendThrough(address: string, messages: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0, address);
    await once(socket, 'listening');
    socket.setMulticastInterface(address);
    socket.setMulticastTTL(SSDP_TTL);
    for (const message of messages) await send(socket, message);
  } catch {
    // There will be another round.
  } finally {
    socket.close();
  }
}

function send(socket: Socket, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, SSDP_PORT, SSDP_GROUP, (error) => (error ? reject(error) : resolve()));
  });
}
