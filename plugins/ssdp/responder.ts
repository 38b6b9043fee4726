import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { readSsdp, SSDP_GROUP, SSDP_PORT, SSDP_TTL } from '#shared/ssdp.ts';
import type { Logger } from '#server/plugins/define-plugin.ts';
import { isLoopback, managerUrls } from './manager-urls.ts';
import { alive, found, searchForManagers } from './messages.ts';

/** Answers that may be on their way at the same time; more are somebody's attempt to use us for noise. */
const MOST_PENDING = 200;

export interface ResponderOptions {
  readonly listening: { readonly host: string; readonly port: number };
  /** Product and version, for others on the network. */
  readonly server: string;
  readonly logger: Logger;
  readonly now: () => number;
}

/**
 * Listens for searches on all networks of this machine and answers those for managers. Interfaces come and go, so the groups are
 * joined again by {@link refresh}.
 */
export class Responder {
  readonly #options: ResponderOptions;
  readonly #socket: Socket;
  readonly #joined = new Set<string>();
  readonly #pending = new Set<NodeJS.Timeout>();

  /** Rejects when the port cannot be listened on. */
  static async open(options: ResponderOptions): Promise<Responder> {
    // Other programs of this machine may listen for searches too.
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

  /** Joins networks that are new. Returns whether there were any. */
  refresh(): boolean {
    const present = new Set(ownAddresses());
    for (const address of this.#joined) if (!present.has(address)) this.#joined.delete(address);
    const added = [...present].filter((address) => !this.#joined.has(address) && this.#join(address));
    return added.length > 0;
  }

  /** Tells all networks that there is a manager. */
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
        this.#options.logger.debug({ err: error, address }, 'network cannot be listened to for searches');
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

  /** Loopback addresses mean another machine to somebody who asks from there. */
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

/** A socket of its own: which network a multicast goes out to is a matter of the socket. Networks that lead nowhere are passed over. */
async function sendThrough(address: string, messages: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0, address);
    await once(socket, 'listening');
    socket.setMulticastInterface(address);
    socket.setMulticastTTL(SSDP_TTL);
    for (const message of messages) await send(socket, message);
  } catch {
    // The next round comes.
  } finally {
    socket.close();
  }
}

function send(socket: Socket, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, SSDP_PORT, SSDP_GROUP, (error) => (error ? reject(error) : resolve()));
  });
}
