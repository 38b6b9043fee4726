import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A manager that is as strict and knows as little as Flamenco 3.9. */
export interface Flamenco3 {
  readonly url: string;
  /** Paths that Flamenco 3 does not have, and bodies with fields that it does not know. */
  readonly surprises: string[];
  stop(): Promise<void>;
}

const KNOWN_PATHS =
  /^\/api\/v3\/(version|configuration\/(shared-storage|variables)\/(users|workers)\/\w+|jobs\/types|worker-mgt\/tags|jobs|jobs\/check|openapi3\.json|shaman\/.*|jobs\/[-0-9a-f]{36}(\/(tasks|setstatus|setpriority|last-rendered))?|tasks\/[-0-9a-f]{36}(\/(log|setstatus))?)$|^\/job-files\//;
const words = (text: string) => new Set(text.split(' '));
const KNOWN_FIELDS = words(
  'name type type_etag priority settings metadata submitter_platform storage worker_tag initial_status status reason',
);
/** What `simple-blender-render` has in Flamenco 3. */
const KNOWN_SETTINGS = words(
  'frames chunk_size render_output_root add_path_components render_output_path blendfile fps format image_file_extension has_previews scene',
);

/** Stands in front of one of our managers and removes everything that Flamenco 3 does not have. */
export async function startFlamenco3(manager: string): Promise<Flamenco3> {
  const surprises: string[] = [];
  const server = createServer((request, response) => {
    void answer(manager, surprises, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    surprises,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(manager: string, surprises: string[], request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? '';
  if (path.startsWith('/api/v3/shaman/')) {
    passOn(manager, path, request, response);
    return;
  }
  const body = await read(request);
  if (!KNOWN_PATHS.test(path)) surprises.push(`${request.method} ${path}`);
  if (request.method === 'POST') {
    const fields = Object.keys(JSON.parse(body) as object).filter((key) => !KNOWN_FIELDS.has(key));
    surprises.push(...fields.map((key) => `${path}: ${key}`));
    if (request.headers['idempotency-key'] !== undefined) surprises.push(`${path}: Idempotency-Key`);
  }
  if (path.endsWith('/setstatus') && (JSON.parse(body) as { status: string }).status === 'queued') {
    // Of a paused job, Flamenco 3 leaves the tasks paused.
    response.writeHead(204).end();
    return;
  }
  const headers = { ...request.headers, host: new URL(manager).host };
  const inner = forward(new URL(path, manager), { method: request.method, headers }, (theirs) => {
    void read(theirs).then((text) => {
      const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = theirs.headers;
      response.writeHead(theirs.statusCode ?? 500, rest).end(withoutExtras(path, text));
    });
  });
  inner.end(body);
}

/** Files are no texts. */
function passOn(manager: string, path: string, request: IncomingMessage, response: ServerResponse): void {
  const headers = { ...request.headers, host: new URL(manager).host };
  const inner = forward(new URL(path, manager), { method: request.method, headers }, (theirs) => {
    response.writeHead(theirs.statusCode ?? 500, theirs.headers);
    theirs.pipe(response);
  });
  request.pipe(inner);
}

function withoutExtras(path: string, text: string): string {
  if (path === '/api/v3/version')
    return JSON.stringify({ ...(JSON.parse(text) as object), version: '3.9', shortversion: '3.9' });
  if (path === '/api/v3/openapi3.json') {
    const document = JSON.parse(text) as {
      components: { schemas: { SubmittedJob: { properties: Record<string, unknown> } } };
      paths: Record<string, { post?: { parameters?: unknown } }>;
    };
    delete document.paths['/api/v3/jobs']?.post?.parameters;
    delete document.paths['/api/v3/worker-mgt/kinds'];
    const { properties } = document.components.schemas.SubmittedJob;
    for (const key of Object.keys(properties)) if (!KNOWN_FIELDS.has(key)) delete properties[key];
    return JSON.stringify(document);
  }
  if (path !== '/api/v3/jobs/types') return text;
  const { job_types } = JSON.parse(text) as { job_types: { name: string; settings: { key: string }[] }[] };
  const types = job_types.map((each) =>
    each.name === 'simple-blender-render'
      ? { ...each, settings: each.settings.filter(({ key }) => KNOWN_SETTINGS.has(key)) }
      : each,
  );
  return JSON.stringify({ job_types: types });
}

async function read(stream: IncomingMessage): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) text += chunk as string;
  return text;
}
