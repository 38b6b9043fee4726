import { once } from 'node:events';
import { connect } from 'node:net';
import { type Holds, requestTry } from '../request-try.ts';
import type { Table, Try } from '../table.ts';

const PATHS = [
  '/app/jobs',
  '/app/jobs/x',
  '/app/jobs/x/y',
  '/app/workers/%ff',
  '/app/nowhere',
  '/app/_next/static/chunks/nowhere.js',
  '/app/_next/image?url=/app/icon.svg&w=64&q=75',
  '/app/_next/data/x/jobs.json',
  '/app/jobs?_rsc=x',
  '/app/jobs.rsc',
  '/_next/x',
];

/** What the page framework reads of a request for itself. */
const HEADERS: readonly Record<string, string>[] = [
  { rsc: '1' },
  { rsc: '1', 'next-router-state-tree': 'nonsense' },
  { rsc: '1', 'next-router-state-tree': encodeURIComponent('["",{"children":["jobs",{}]},null,null,true]') },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-router-segment-prefetch': '/../../x' },
  { rsc: '1', 'next-url': 'http://evil.example/' },
  { 'next-action': 'x' },
  { 'content-security-policy': "script-src 'nonce-evil'" },
  { 'x-nextjs-data': '1' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware' },
  { 'x-middleware-rewrite': 'http://evil.example/' },
  { 'x-matched-path': '/../../etc/passwd' },
  { 'x-invoke-path': '/etc/passwd', 'x-invoke-status': '500' },
  { 'x-now-route-matches': '1=x' },
  { 'x-prerender-revalidate': 'x' },
  { 'accept-encoding': 'x', range: 'bytes=0-1', 'if-none-match': '*' },
];

const decent: Holds = ({ text, headers }) =>
  text.includes('nonce="evil"') || headers.location?.includes('evil.example') === true
    ? 'did what it was told'
    : undefined;

/** Asks for a page and is gone, at once or with the first bytes of the answer. */
function leavingTry(path: string, headers: Record<string, string>, waits: boolean): Try {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return {
    name: `${path} with ${JSON.stringify(headers)}, left ${waits ? 'half-way' : 'at once'}`,
    run: async ({ port }) => {
      const leave = async () => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined);
        const closed = once(socket, 'close');
        await new Promise((sent) => socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, sent));
        if (waits) await Promise.race([once(socket, 'data'), closed]);
        socket.destroy();
        await closed;
      };
      await Promise.all(Array.from({ length: 5 }, leave));
      return undefined;
    },
  };
}

export const TABLES: readonly Table[] = [
  {
    title: 'nothing that the page framework reads of a request is believed',
    tries: PATHS.flatMap((path) =>
      HEADERS.map((headers) => requestTry(`${path} with ${JSON.stringify(headers)}`, { path, headers }, decent)),
    ),
    short: 40,
  },
  {
    title: 'a page that its reader leaves half-way does not end the manager',
    tries: PATHS.flatMap((path) =>
      [{}, ...HEADERS.slice(0, 6)].flatMap((headers) => [true, false].map((waits) => leavingTry(path, headers, waits))),
    ),
    short: 40,
    settings: {},
  },
];
