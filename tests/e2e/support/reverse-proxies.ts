import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { parse } from 'yaml';
import { findProgram } from '#scripts/system/find-program.ts';
import { CADDY, NGINX } from '#scripts/system/programs.ts';

const PAGE = readFileSync(new URL('../../../docs/reverse-proxy.md', import.meta.url), 'utf8');

export type ProxyName = 'nginx' | 'caddy';
export const PROXIES: readonly ProxyName[] = ['nginx', 'caddy'];
export const areProxiesThere = [NGINX.command, CADDY.command, 'openssl'].every((command) => findProgram(command));

/** Where a proxy listens with TLS, what is behind it, and a folder of its own. */
export interface ProxyPlace {
  readonly port: number;
  readonly managerPort: number;
  readonly folder: string;
}

/** The settings of the manager that the page about proxies gives. */
export function exampleSettings(): Record<string, unknown> {
  return parse(examples('yaml')[0] ?? '') as Record<string, unknown>;
}

/**
 * Runs a proxy with the example of the page, in which only ports, host and certificate are replaced. nginx gets the
 * example for a path as a second server, without TLS, on `port + 1`; it lets those in who send `X-Gateway: open
 * sesame`.
 */
export async function startProxy(name: ProxyName, place: ProxyPlace): Promise<{ stop(): Promise<void> }> {
  await mkdir(place.folder, { recursive: true });
  const certificate = await makeCertificate(place.folder);
  const words = name === 'nginx' ? await nginx(place, certificate) : await caddy(place, certificate);
  const env = { XDG_DATA_HOME: place.folder, XDG_CONFIG_HOME: place.folder, HOME: place.folder };
  const program = execa(words.command, words.args, { env, reject: false, all: true });
  return {
    async stop() {
      program.kill('SIGTERM');
      await program;
    },
  };
}

interface Certificate {
  readonly file: string;
  readonly key: string;
}

async function makeCertificate(folder: string): Promise<Certificate> {
  const [file, key] = [join(folder, 'farm.pem'), join(folder, 'farm.key')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  await execa('openssl', ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', file]);
  return { file, key };
}

async function nginx({ port, managerPort, folder }: ProxyPlace, { file, key }: Certificate) {
  const [site = '', below = ''] = examples('nginx');
  const behind = ['http://127.0.0.1:8080', `http://127.0.0.1:${managerPort}`] as const;
  const server = replaced(site, [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/ssl/farm.studio.pem', file],
    ['/etc/ssl/farm.studio.key', key],
    behind,
  ]);
  const gateway = 'if ($http_x_gateway != "open sesame") { return 403; }';
  const raw = `location /raw/ { proxy_pass ${behind[1]}; }`;
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const text = `daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
  access_log off;
  ${places.join('\n  ')}
  ${server}
  server {
    listen 127.0.0.1:${port + 1};
    ${gateway}
    ${replaced(below, [behind])}
    ${raw}
  }
}
`;
  const config = join(folder, 'nginx.conf');
  await writeFile(config, text);
  return { command: NGINX.command, args: ['-p', folder, '-c', config, '-e', join(folder, 'error.log')] };
}

async function caddy({ port, managerPort, folder }: ProxyPlace, { file, key }: Certificate) {
  const site = replaced(examples('caddyfile')[0] ?? '', [
    ['farm.studio {', `https://localhost:${port} {\n\ttls ${file} ${key}`],
    ['127.0.0.1:8080', `127.0.0.1:${managerPort}`],
  ]);
  const config = join(folder, 'Caddyfile');
  await writeFile(config, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n\n${site}`);
  return { command: CADDY.command, args: ['run', '--config', config, '--adapter', 'caddyfile'] };
}

function examples(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text);
}

/** @throws Error if something is not there, or there more than once: then the example is not what this was made for. */
function replaced(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((rest, [from, to]) => {
    const parts = rest.split(from);
    if (parts.length !== 2) throw new Error(`the example has "${from}" ${parts.length - 1} times:\n${rest}`);
    return parts.join(to);
  }, text);
}
