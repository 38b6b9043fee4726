import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { nodeFlags } from '#scripts/launch/node-flags.mjs';
import { appRouter } from '#server/trpc/app-router.ts';
import { startTestManager } from '#tests/support/test-manager.ts';

const ENTRY = 'scripts/account.ts';

/** Runs the command as npm does, in a process of its own. */
async function account(home: string, argv: readonly string[], stdin = '') {
  const child = spawn(process.execPath, [...nodeFlags(ENTRY), ENTRY, ...argv, '--home', home]);
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

test('accounts are made and removed beside a running manager, which obeys at once and ends what is still open', async () => {
  const manager = await startTestManager({ webRouter: appRouter, config: 'access: accounts\ndatabase: farm.sqlite\n' });
  const made = await account(
    manager.folder,
    ['create', 'anna', '--role', 'artist', '--password-file', '-'],
    'a very long one\n',
  );
  expect(made).toMatchObject({ code: 0, out: '', err: 'anna has an account, with the role artist.\n' });
  const token = await account(manager.folder, ['token', 'anna', '--name', 'nightly']);
  expect(token).toMatchObject({ code: 0, out: expect.stringMatching(/^\S{30,}\n$/) });
  const headers = { Authorization: `Bearer ${token.out.trim()}` };
  expect((await manager.client.call('GET', '/jobs', { headers })).status).toBe(200);
  const stream = await fetch(`${manager.url}/api/trpc/live.events`, { headers });
  expect(stream.status).toBe(200);
  expect(await account(manager.folder, ['remove', 'anna'])).toMatchObject({ code: 0, out: '' });
  expect((await manager.client.call('GET', '/jobs', { headers })).status).toBe(401);
  // Reads on until the manager ends the stream.
  expect(await stream.text()).toContain('event');
  await manager.stop();
});

test('what is wrong is said in one line, with an exit code for scripts', async () => {
  const home = await mkdtemp(join(tmpdir(), 'flamenco nothing '));
  const refused = await account(home, ['list']);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/^there is no flamenco-manager\.yaml in \S.*; name the home folder .* with --home\n$/);
  expect(await account(home, ['create', 'anna'])).toEqual({
    code: 2,
    out: '',
    err: 'create: --role is missing; --help lists the commands\n',
  });
  expect(await account(home, ['--help'])).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('reset NAME'),
  });
  await rm(home, { recursive: true });
});
