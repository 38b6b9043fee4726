import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * Sends exactly these bytes over a connection of their own, each text as a piece of its own, and returns all that comes
 * back until the server closes it. Texts stand for bytes (latin1).
 * @param to a port of this machine, or a connection
 */
export async function sendBytes(to: number | Socket, ...pieces: readonly string[]): Promise<string> {
  const socket = typeof to === 'number' ? connect(to, '127.0.0.1').setNoDelay() : to;
  const received: Buffer[] = [];
  socket.on('data', (chunk) => void received.push(chunk));
  const closed = once(socket, 'close');
  for (const piece of pieces) await new Promise((resolve) => socket.write(Buffer.from(piece, 'latin1'), resolve));
  await closed;
  return Buffer.concat(received).toString('latin1');
}

/** The status of each answer, and the body of the last one. */
export function answersIn(received: string): { statuses: number[]; body: string } {
  const statuses = [...received.matchAll(/(?<=^|\n|[\w}"])HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
  return { statuses, body: received.slice(received.lastIndexOf('\r\n\r\n') + 4) };
}
