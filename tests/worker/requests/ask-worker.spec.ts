import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockHome } from '#worker/home-lock.ts';
import { askWorker } from '#worker/requests/ask-worker.ts';
import { leaveRequest, requestFile } from '#worker/requests/request-files.ts';
import type { Request } from '#worker/requests/request-files.ts';
import { watchRequests } from '#worker/requests/watch-requests.ts';
import { until } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LONG = 60_000;

/** A home with a worker in it that hears requests and releases its lock when it is asked to stop. */
async function livingWorker() {
  const home = await temporaryFolder();
  const lock = lockHome(home, pino({ level: 'silent' }));
  const over = new AbortController();
  const heard: Request[] = [];
  const hear = (request: Request) => {
    heard.push(request);
    if (request === 'stop') lock.release();
  };
  const watching = watchRequests(home, hear, over.signal, 1);
  onTestFinished(async () => {
    over.abort();
    await watching;
    lock.release();
  });
  return { home, heard, over };
}

describe('asking the worker that runs in a home', () => {
  it.each(['sleep', 'wake'] as const)('to %s waits until it has heard that', async (request) => {
    const { home, heard } = await livingWorker();
    const asked = await askWorker(home, request, LONG);
    expect(asked).toMatchObject({ done: true, text: expect.stringContaining(`(process ${process.pid}) was told to`) });
    expect(heard).toEqual([request]);
  });

  it('does nothing with a home in which none runs; only a stop is content with that', async () => {
    const home = await temporaryFolder();
    const text = `no worker is running in ${home}`;
    expect(await askWorker(home, 'stop', LONG)).toEqual({ done: true, text });
    expect(await askWorker(home, 'sleep', LONG)).toEqual({ done: false, text });
    lockHome(home, pino({ level: 'silent' })).release();
    expect(await askWorker(home, 'wake', LONG)).toEqual({ done: false, text });
    expect(await readdir(home)).toEqual(['flamenco-worker.lock']);
  });

  it('says so if it does not hear or does not end in time, and takes the request back', async () => {
    const { home, over } = await livingWorker();
    over.abort();
    const stop = await askWorker(home, 'stop', 1);
    expect(stop.done).toBe(false);
    expect(stop.text).toMatch(/process \d+\) was asked to stop, but was still running after 0.001 s/);
    const wake = await askWorker(home, 'wake', 1);
    expect(wake).toMatchObject({ done: false, text: expect.stringContaining('did not take the request') });
    expect(await readdir(home)).toEqual(['flamenco-worker.lock']);
  });

  it('waits while another process takes the lock and has not said yet who it is', async () => {
    const home = await temporaryFolder();
    lockHome(home, pino({ level: 'silent' })).release();
    const taking = new Database(path.join(home, 'flamenco-worker.lock'));
    taking.exec('BEGIN EXCLUSIVE');
    expect(await askWorker(home, 'stop', 1)).toMatchObject({ done: false, text: expect.stringContaining('locked') });
    const asking = askWorker(home, 'stop', LONG);
    taking.close();
    expect(await asking).toEqual({ done: true, text: `no worker is running in ${home}` });
  });

  it('does not take a home whose lock it cannot read for one without a worker', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'flamenco-worker.lock'), 'not a lock at all, but long enough'.repeat(100));
    await expect(askWorker(home, 'stop', LONG)).rejects.toThrow('does not tell whether a worker is running');
  });
});

describe('a worker that starts', () => {
  it('does not hear what another one was asked for', async () => {
    const home = await temporaryFolder();
    for (const request of ['stop', 'sleep'] as const) await leaveRequest(home, request);
    const over = new AbortController();
    const heard: Request[] = [];
    const watching = watchRequests(home, (request) => void heard.push(request), over.signal, 1);
    await until(() => !existsSync(requestFile(home, 'sleep')), 'old requests are gone');
    await leaveRequest(home, 'wake');
    await until(() => heard.length > 0, 'the new one is heard');
    over.abort();
    await watching;
    expect(heard).toEqual(['wake']);
  });
});

describe('a request to wake up', () => {
  it('takes back one to sleep that was not heard yet', async () => {
    const home = await temporaryFolder();
    await leaveRequest(home, 'sleep');
    await leaveRequest(home, 'wake');
    expect(await readdir(home)).toEqual(['flamenco-worker-asked-to-wake']);
  });
});
