import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import type { MadeEnrolmentCode } from '#server/contracts/enrolment-code.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { findManagerKey } from '#server/persistence/repositories/manager-key.repository.ts';
import { managerKey } from '#server/use-cases/parts/manager-key.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import { basicAuth } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { INSTALLED_PLUGINS } from '#server/plugins/installed.ts';
import { callEntry } from './matrix/call.ts';
import { ENTRIES, type Entry, routesOfPlugins } from './matrix/rules.ts';

/** Each is a text that occurs nowhere else. */
const IN_FILE = {
  'registration secret': 'planted-registration-secret',
  'password of the MQTT broker': 'planted-mqtt-password',
  'password in the address of the MQTT broker': 'planted-broker-password',
  'password in a variable': 'planted-variable-password',
};
const DATABASE_PASSWORD = 'planted-database-password';
const PASSWORD = 'planted password of ada';
const WORKER_SECRET = 'planted-worker-secret-0123456789';
const NEXT_WORKER_SECRET = 'planted-worker-secret-next-0123456789';
const CONFIG = `access: accounts
autodiscoverable: false
worker_registration_secret: ${IN_FILE['registration secret']}
tls: {certificate: farm.crt, key: farm.key}
mqtt: {client: {broker: 'tcp://farm:${IN_FILE['password in the address of the MQTT broker']}@mqtt', username: farm, password: ${IN_FILE['password of the MQTT broker']}}}
variables: {share: {values: [{platform: linux, value: 'smb://farm:${IN_FILE['password in a variable']}@nas/share'}]}}
`;
/** Procedures whose purpose it is to show a secret, once: in this answer, and nowhere else. */
const SHOWN_ONCE = new Set([
  'account.createToken',
  'account.setUpDevice',
  'people.makeLink',
  'workers.makeCode',
  'createEnrolmentCode',
]);

/** What was answered to what. */
interface Answer {
  readonly name: string;
  readonly text: string;
}

let manager: TestManager;
let plugins: ReturnType<typeof createPluginHost>;
let cookie = '';
/** Every secret by what it is. */
const planted: Record<string, string> = { ...IN_FILE, 'password of the database': DATABASE_PASSWORD };
const answers: Answer[] = [];
const ids: Record<string, string> = {};

async function call<T>(name: string, input: unknown, headers: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(`${manager.url}/api/trpc/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie === '' ? {} : { Cookie: cookie }), ...headers },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (!SHOWN_ONCE.has(name)) answers.push({ name, text: `${[...plainHeaders(answer)].join('\n')}\n${text}` });
  for (const set of answer.headers.getSetCookie()) {
    const [pair = ''] = set.split(';');
    if (pair.includes('session')) planted['cookie of the session'] = decodeURIComponent(pair.split('=')[1] ?? '');
  }
  if (answer.headers.getSetCookie().length > 0)
    cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  return (JSON.parse(text) as { result: { data: T } }).result?.data;
}

/** Those that are not made to carry a secret. */
function plainHeaders({ headers }: Response): string[] {
  return [...headers].filter(([name]) => name !== 'set-cookie').map(([name, value]) => `${name}: ${value}`);
}

async function program(
  name: string,
  method: string,
  path: string,
  options: Parameters<typeof manager.client.call>[2] = {},
) {
  const answer = await manager.client.call(method, path, options);
  const text = JSON.stringify(answer.body ?? null);
  if (!SHOWN_ONCE.has(name)) answers.push({ name, text });
  return answer;
}

beforeAll(async () => {
  manager = await startTestManager({
    webRouter: appRouter,
    more: routesOfPlugins(),
    config: CONFIG,
    plugins: INSTALLED_PLUGINS,
    pages: (_request, response) => writeAnswer(response, { status: 200, body: 'a page' }),
    environment: { FLAMENCO_DATABASE: `postgres://farm:${DATABASE_PASSWORD}@db.studio/farm` },
  });
  plugins = createPluginHost({ farm: manager.farm, plugins: INSTALLED_PLUGINS });
  await plugins.start();
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  await writeFile(join(manager.folder, 'farm.key'), key);
  planted['key of the certificate'] = String(key).split('\n')[1] ?? '';
  const { id: person } = await createPerson(manager.farm, MANAGER, { name: 'ada', role: 'admin' });
  await setPassword(manager.farm, MANAGER, person, { password: PASSWORD });
  planted['password'] = PASSWORD;
  await call('account.signIn', { nameOrEmail: 'ada', password: PASSWORD });
  planted['session'] = planted['cookie of the session']?.split('.')[0] ?? '';
  planted['API token'] = (await call<{ secret: string }>('account.createToken', { label: 'script' })).secret;
  const link = await call<{ path: string }>('people.makeLink', { id: person, kind: 'reset' });
  planted['link'] = link.path.split('#')[1] ?? '';
  const code = await call<MadeEnrolmentCode>('workers.makeCode', { machines: 1, minutes: 60 });
  planted['enrolment code'] = code.code;
  const device = await call<{ uri: string; recovery_codes: string[] }>('account.setUpDevice', { password: PASSWORD });
  planted['secret of the second factor'] = new URL(device.uri).searchParams.get('secret') ?? '';
  planted['recovery code'] = device.recovery_codes[0] ?? '';

  const withCode = { 'X-Flamenco-Registration-Secret': code.code };
  const body = { name: 'r1', secret: WORKER_SECRET, platform: 'linux', supported_task_types: ['misc'] };
  const registered = await program('registerWorker', 'POST', '/worker/register-worker', { body, headers: withCode });
  const worker = { id: (registered.body as { uuid: string }).uuid, secret: WORKER_SECRET };
  planted['secret of a worker'] = WORKER_SECRET;
  const signOn = { name: 'r1', supported_task_types: ['misc'], software_version: '1' };
  await program('signOn', 'POST', '/worker/sign-on', { worker, body: signOn, headers: withCode });
  await program('changeWorkerSecret', 'POST', '/worker/secret', { worker, body: { secret: NEXT_WORKER_SECRET } });
  planted['next secret of a worker'] = NEXT_WORKER_SECRET;
  const admin = { headers: { Authorization: `Bearer ${planted['API token']}` } };
  const made = await program('createEnrolmentCode', 'POST', '/worker-mgt/enrolment-codes', { body: {}, ...admin });
  planted['enrolment code of a program'] = (made.body as MadeEnrolmentCode).code;
  const job = {
    name: 'x',
    type: 'echo-sleep-test',
    submitter_platform: 'linux',
    settings: { message: 'm', sleep_duration_seconds: 1, sleep_repeats: 1 },
  };
  const submitted = await program('submitJob', 'POST', '/jobs', { body: job, ...admin });
  const { tables } = manager.farm.database;
  const task = await tables.selectFrom('tasks').select('id').executeTakeFirstOrThrow();
  Object.assign(ids, {
    person,
    worker: worker.id,
    code: code.id,
    task: task.id,
    job: (submitted.body as { id: string }).id,
  });
  const tag = await call<{ id: string }>('tags.create', { name: 'gpu', description: '' });
  Object.assign(ids, { tag: tag.id, audience: 'workers', platform: 'linux', typeName: 'echo-sleep-test' });
  ids['basic'] = basicAuth(worker);
  await plantWhatIsStored();
}, 60_000);
afterAll(async () => {
  await plugins.stop();
  await manager.stop();
});

/** Whoever has a hash can look for the secret at leisure. */
async function plantWhatIsStored(): Promise<void> {
  const { tables } = manager.farm.database;
  await managerKey(manager.farm);
  planted['key of the manager'] = (await findManagerKey(tables)) ?? '';
  const worker = await tables
    .selectFrom('workers')
    .select(['secret_hash', 'next_secret_hash'])
    .executeTakeFirstOrThrow();
  const rows = {
    worker,
    code: await tables.selectFrom('enrolment_codes').select('hash').executeTakeFirstOrThrow(),
    token: await tables.selectFrom('api_tokens').select('hash').executeTakeFirstOrThrow(),
    link: await tables.selectFrom('person_links').select('hash').executeTakeFirstOrThrow(),
    credential: await tables.selectFrom('credentials').selectAll().executeTakeFirstOrThrow(),
  };
  for (const [what, row] of Object.entries(rows))
    for (const [column, value] of Object.entries(row ?? {}))
      if (/hash|password|private/.test(column) && typeof value === 'string')
        planted[`stored ${what}: ${column}`] = value;
}

/** The names of the secrets that are in a text. */
const found = (text: string): string[] =>
  Object.entries(planted).flatMap(([what, secret]) =>
    [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)].some((each) => text.includes(each))
      ? [what]
      : [],
  );

const leaks = (all: readonly Answer[]): string[] =>
  all.flatMap(({ name, text }) => found(text).map((what) => `${name}: ${what}`));

test('the secrets are there, and would be found', () => {
  expect(Object.keys(planted)).toHaveLength(24);
  expect(Object.entries(planted).filter(([, secret]) => secret.length < 8)).toEqual([]);
  expect(found(JSON.stringify({ a: PASSWORD }))).toEqual(['password']);
});

const INPUTS = () => {
  const { person, worker, task, job } = ids;
  return [
    undefined,
    {},
    ...[job, task, worker, person].flatMap((id) => [{ id }, { ids: [id] }]),
    { jobId: job },
    { taskId: task },
    { workerId: worker },
    { search: '' },
  ];
};

/** Everything that reads, with inputs of which one is right. */
function readings(entry: Entry): string[] {
  const { door, path } = entry;
  if (door !== 'procedure')
    return [path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name.replace('_id', '')] ?? 'x')];
  return INPUTS().map(
    (input) => `${path}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
  );
}

/** What shows nothing here: files of the project, which hold nothing of a farm, and what this one does not have. */
const NOTHING_THERE: readonly string[] = [
  '/addon/flamenco-ng-addon.zip',
  '/addon/index.json',
  '/flamenco-addon.zip',
  '/flamenco-ng-addon.zip',
  '/flamenco3-addon.zip',
  '/job-files/',
  '/join.ps1',
  '/join.sh',
  '/join/',
  '/upnp/description.xml',
  'fetchWorkerSleepWindows',
  'shamanFileStoreCheck',
];
/** How many entries are walked at the same time. */
const AT_ONCE = 8;

/** Calls one entry as everybody, wrongly, and if it reads, rightly. False if it never answered with success. */
async function walk(entry: Entry): Promise<boolean> {
  const callers = { admin: { Cookie: cookie }, worker: { Authorization: ids['basic'] ?? '' }, stranger: {} };
  const { about: _about, ...plain } = entry;
  for (const headers of [entry.needsWorker ? callers.worker : callers.admin, callers.stranger]) {
    const nothing = { job: 'x', task: 'x', person: 'x', worker: 'x' };
    const { text } = await callEntry(manager.url, plain, { role: 'admin', headers, ownerId: null }, nothing);
    answers.push({ name: `${entry.name}, refused`, text });
  }
  if (entry.method !== 'GET' || entry.isStream) return true;
  let isAnswered = false;
  for (const path of readings(entry)) {
    const headers = entry.needsWorker ? callers.worker : callers.admin;
    const answer = await fetch(manager.url + path, { headers, redirect: 'manual' });
    const text = await answer.text();
    answers.push({ name: entry.name, text: `${plainHeaders(answer).join('\n')}\n${text}` });
    isAnswered ||= answer.status < 400;
    if (isAnswered && !text.includes('"data":null')) break;
  }
  return isAnswered;
}

test(
  'no answer contains one, whatever is asked for and by whom, and neither does what is refused',
  { timeout: 120_000 },
  async () => {
    const left = ENTRIES.filter(({ name }) => name !== 'account.signOut');
    const never: string[] = [];
    const work = async () => {
      for (let entry = left.shift(); entry !== undefined; entry = left.shift())
        if (!(await walk(entry))) never.push(entry.name);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    // Workers need what is in variables to run their commands.
    expect([...new Set(leaks(answers))]).toEqual(['getVariables: password in a variable']);
    // Of all others, what is shown when all goes well was looked at.
    expect(never.toSorted()).toEqual(NOTHING_THERE);
  },
);

test('refusals do not repeat the secret that they refuse', { timeout: 60_000 }, async () => {
  const admin = { headers: { Authorization: `Bearer ${planted['API token']}` } };
  const tries: Answer[] = [];
  const put = async (body: unknown) => {
    const answer = await manager.client.call('PUT', '/configuration/file', { body, ...admin });
    tries.push({ name: `settings, ${answer.status}`, text: JSON.stringify(answer.body) });
    return answer.status;
  };
  const secret = IN_FILE['registration secret'];
  expect(await put({ worker_registration_secret: [secret, `${secret} `] })).toBe(400);
  expect(await put({ worker_registration_secret: { secret } })).toBe(400);
  expect(await put({ mqtt: { client: { password: [IN_FILE['password of the MQTT broker']] } } })).toBe(400);
  expect(await put({ database: `postgres://farm:${DATABASE_PASSWORD}@other/farm` })).toBe(400);
  const code = { 'X-Flamenco-Registration-Secret': planted['enrolment code'] ?? '' };
  const again = { name: 'r2', secret: WORKER_SECRET, platform: 'linux', supported_task_types: ['misc'] };
  const refused = await manager.client.call('POST', '/worker/register-worker', { body: again, headers: code });
  expect(refused.status).toBe(403);
  tries.push({ name: 'registerWorker', text: JSON.stringify(refused.body) });
  for (const Authorization of [
    `Bearer ${planted['API token']}x`,
    basicAuth({ id: ids['worker'] ?? '', secret: `${WORKER_SECRET}x` }),
  ]) {
    const answer = await manager.client.call('GET', '/worker/state', { headers: { Authorization } });
    tries.push({ name: Authorization, text: JSON.stringify(answer.body) });
  }
  const wrong = await fetch(`${manager.url}/api/trpc/account.signIn`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ nameOrEmail: 'nobody', password: PASSWORD }),
  });
  tries.push({ name: 'account.signIn', text: await wrong.text() });
  expect(leaks(tries.map(({ text }, index) => ({ name: String(index), text })))).toEqual([]);
});

test('neither the log nor the audit log nor the events contain one', { timeout: 60_000 }, async () => {
  const { tables } = manager.farm.database;
  const saved = await manager.client.call('PUT', '/configuration/file', {
    headers: { Authorization: `Bearer ${planted['API token']}` },
    body: { worker_registration_secret: `${IN_FILE['registration secret']}-2`, manager_name: 'Another' },
  });
  expect(saved.status).toBe(204);
  expect(leaks(manager.logLines.map((text) => ({ name: `log: ${text.slice(0, 200)}`, text })))).toEqual([]);
  const rows = async (table: 'audit_log' | 'events' | 'dead_letters' | 'attempts' | 'tasks') =>
    (await tables.selectFrom(table).selectAll().execute()).map((row) => ({ name: table, text: JSON.stringify(row) }));
  const audited = await rows('audit_log');
  expect(audited.length).toBeGreaterThan(5);
  for (const stored of [
    audited,
    await rows('events'),
    await rows('dead_letters'),
    await rows('attempts'),
    await rows('tasks'),
  ])
    expect(leaks(stored)).toEqual([]);
  // A secret of the environment is not written into the file.
  expect(await readFile(join(manager.folder, 'flamenco-manager.yaml'), 'utf8')).not.toContain(DATABASE_PASSWORD);
});
