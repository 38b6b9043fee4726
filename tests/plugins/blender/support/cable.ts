import { createServer, type IncomingMessage, request as forward, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The network between an artist and a manager, in which answers get stuck. */
export interface Cable {
  /** The manager's address at the artist's end. */
  readonly url: string;
  /** From now on, the answers to these requests get stuck, such as /^POST .api.v3.jobs$/. None at first. */
  stick(requests: RegExp): void;
  close(): void;
}

/** `GET /stuck` at the artist's end says how many answers are stuck, so that a script can wait for one. */
export async function layCable(managerUrl: string): Promise<Cable> {
  let requests = /^$/;
  let stuck = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/stuck') {
      response.end(String(stuck));
      return;
    }
    const theirs = await passOn(request, managerUrl);
    if (requests.test(`${request.method} ${request.url}`)) {
      stuck += 1;
      theirs.resume();
      return;
    }
    response.writeHead(theirs.statusCode ?? 500, theirs.headers);
    theirs.pipe(response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stick: (pattern) => {
      [requests, stuck] = [pattern, 0];
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The manager's answer to the request of an artist. */
export async function passOn(request: IncomingMessage, managerUrl: string): Promise<IncomingMessage> {
  const body = await buffer(request);
  const { method, headers } = request;
  return new Promise((resolve, reject) => {
    forward(new URL(request.url ?? '', managerUrl), { method, headers }, resolve)
      .on('error', reject)
      .end(body);
  });
}
