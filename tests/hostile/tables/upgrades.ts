import { connect } from 'node:net';
import { answersIn, sendBytes } from '#tests/support/send-bytes.ts';
import { requestTry } from '../request-try.ts';
import type { Table, Try } from '../table.ts';

const PROTOCOLS = ['websocket', 'h2c', 'TLS/1.0', 'x', ''];
const PATHS = ['/api/v3/version', '/api/trpc/farm.info', '/app/jobs', '/app/_next/hmr', '/job-files/x', '/'];
const ANY_ANSWER = [200, 304, 307, 308, 400, 404, 405, 426];

/** The page framework adds listeners of its own to the server when it is first asked for a page. */
const pageTry = requestTry('a page is opened', { path: '/app/jobs' }, [200]);

const upgradeTries = PROTOCOLS.flatMap((protocol) =>
  PATHS.map((path) =>
    requestTry(
      `${path} as ${protocol || 'nothing'}`,
      {
        path,
        headers: {
          connection: 'Upgrade, HTTP2-Settings',
          upgrade: protocol,
          'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          'sec-websocket-version': '13',
        },
      },
      ANY_ANSWER,
    ),
  ),
);

const connectTries = ['evil.example:443', '127.0.0.1:8080', '*', '/api/v3/version'].map((to): Try => ({
  name: `CONNECT ${to}`,
  run: async ({ port }) => {
    const { statuses } = answersIn(await sendBytes(port, `CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n\r\n`));
    return statuses.length === 1 && statuses[0] === 405
      ? undefined
      : `was answered with ${statuses.join() || 'nothing'}`;
  },
}));

const leavingTry: Try = {
  name: '100 clients ask for an upgrade and leave',
  run: async ({ port }) => {
    const ask = 'GET /api/v3/version HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const leave = () =>
      new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(ask, 'latin1', () => socket.destroy()));
        socket.once('close', () => resolve());
      });
    await Promise.all(Array.from({ length: 100 }, leave));
    return undefined;
  },
};

export const TABLES: readonly Table[] = [
  {
    title: 'a connection that wants to be something else is answered, and does not keep the manager from stopping',
    tries: [pageTry, ...upgradeTries, ...connectTries, leavingTry],
    short: 100,
    settings: {},
    afterwards: async ({ manager }) => {
      await manager.stop();
      const end = await manager.ended;
      return end === 'exit code 0' ? undefined : `the manager ended with ${end}`;
    },
  },
];
