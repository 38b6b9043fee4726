import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { freeMemory } from '#shared/free-memory.ts';
import { FoldedHeaders } from './folded-headers.ts';

/**
 * Makes a listener for connections of an HTTP server: the server then sees their bytes without folded headers.
 * @param isEncrypted whether the bytes come out of TLS, which has buffers of its own
 */
export async function foldedHeaderJoiner(isEncrypted = false): Promise<(socket: Socket) => void> {
  const mayFree = !isEncrypted && (await bodiesAreCopied());
  return (socket) => {
    const headers = new FoldedHeaders();
    const push = socket.push.bind(socket);
    socket.push = (chunk: Buffer | null) => {
      if (chunk === null) {
        const rest = headers.flush();
        if (rest.length > 0) push(rest);
        return push(null);
      }
      const isOnlyBody = headers.bodyToCome >= chunk.length;
      const wantsMore = push(headers.take(chunk));
      if (mayFree && isOnlyBody && socket.readableLength === 0) freeMemory(chunk);
      return wantsMore;
    };
    // Otherwise Node hands the bytes to its parser without passing them through the stream.
    socket.on('data', () => undefined);
  };
}

/**
 * Whether Node's parser copies bodies out of the bytes that it is given, as it does today. Only then those may be
 * freed, without which uploads would cost twice the processor time.
 */
async function bodiesAreCopied(): Promise<boolean> {
  const body = Buffer.alloc(64 * 1024);
  const connection = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const received = new Promise<Buffer>((resolve) => {
    const server = createServer((request) => request.once('data', resolve));
    server.emit('connection', connection);
  });
  connection.push(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`);
  connection.push(body);
  const { buffer } = await received;
  connection.destroy();
  return buffer !== body.buffer;
}
