import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseStartedPrograms, readStartedPrograms, StartedPrograms } from '#worker/process/started-programs.ts';
import { inListing, killStrays } from '#worker/process/strays.ts';
import { StraySearch } from '#worker/process/stray-search.ts';
import { leftOf, listWindowsProcesses, parseWindowsProcesses } from '#worker/process/windows-processes.ts';
import { needs } from '#tests/support/needs.ts';
import { fixture } from '../support/fixture.ts';
import { isRunning, until } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const at = (seconds: number) => Date.parse('2026-12-01T10:00:00Z') + seconds * 1000;
const running = (pid: number, parent: number, seconds: number) => ({ pid, parent, startedAt: at(seconds) });

describe('what programs leave behind on Windows', () => {
  it('is asked for by the full path of PowerShell, and read whatever the language of the system', () => {
    const [program, args] = listWindowsProcesses({ SystemRoot: String.raw`C:\Windows` } as never);
    expect(program).toBe(String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`);
    expect(args.at(-1)).toContain('Get-CimInstance Win32_Process');
    expect(args.at(-1)).not.toContain('"');
    const listing = '4 0 2026-12-01T09:00:00.0000000Z\r\n712 4 2026-12-01T10:00:01.2345678Z\r\n\r\nWARNUNG: 5 6 7\r\n';
    expect(parseWindowsProcesses(listing)).toEqual([
      { pid: 4, parent: 0, startedAt: Date.parse('2026-12-01T09:00:00Z') },
      { pid: 712, parent: 4, startedAt: at(1.234) },
    ]);
  });

  it.each([
    ['the children of one that ended by itself', [running(20, 10, 5)], [20]],
    ['everything below them', [running(20, 10, 5), running(30, 20, 6), running(40, 30, 90)], [20, 30, 40]],
    ['it itself, if nothing could end it', [running(10, 1, 0.2)], [10]],
    ['nothing of one that got its number later', [running(10, 1, 70), running(20, 10, 71)], []],
    ['nothing of one that had its number before', [running(20, 10, -5)], []],
    ['nothing below one that got a number of theirs later', [running(30, 20, 6), running(20, 10, 7)], [20]],
    ['nothing of others', [running(50, 1, 5), running(60, 50, 6)], []],
  ])('is %s', (_what, processes, left) => {
    const program = { pid: 10, from: at(0), until: at(60) };
    expect(leftOf([program], processes)).toEqual(left);
  });

  it('is ended, and looked for again until nothing is there', async () => {
    const processes = [running(20, 10, 5), running(30, 20, 6)];
    const killed: number[] = [];
    await killStrays('C:\\Temp\\task', [{ pid: 10, from: at(0), until: at(60) }], {
      platform: 'win32',
      output: () =>
        Promise.resolve(
          [running(4, 0, -60), ...processes]
            .filter(({ pid }) => !killed.includes(pid))
            .map(({ pid, parent, startedAt }) => `${pid} ${parent} ${new Date(startedAt).toISOString()}`)
            .join('\r\n'),
        ),
      kill: (pid) => void killed.push(pid),
    });
    expect(killed).toEqual([20, 30]);
  });

  it('is not looked for after a task without programs, nor for ever', async () => {
    let asked = 0;
    const system = {
      platform: 'win32' as const,
      output: () => Promise.resolve(`20 10 2026-12-01T10:00:0${++asked}Z`),
      kill: () => undefined,
    };
    await killStrays('C:\\Temp\\task', [], system);
    expect(asked).toBe(0);
    await killStrays('C:\\Temp\\task', [{ pid: 10, from: at(0) }], system);
    expect(asked).toBe(3);
  });
});

describe('a system that does not say what runs', () => {
  it.each([
    ['fails', () => Promise.reject(new Error('blocked by your administrator'))],
    ['lists nothing', () => Promise.resolve('')],
  ])('(it %s) is asked again minutes later only, and that is logged once', async (_how, answer) => {
    const warnings: unknown[] = [];
    let [asked, now] = [0, 0];
    const output = () => {
      asked++;
      return answer();
    };
    const search = new StraySearch({
      system: { platform: 'win32', output, kill: () => undefined },
      logger: { warn: (...words: unknown[]) => void warnings.push(words) },
      now: () => now,
    });
    const look = () => search.kill('C:\\Temp\\task', [{ pid: 10, from: at(0) }]);
    await look();
    now += 299_999;
    await look();
    expect(asked).toBe(1);
    now += 1;
    await look();
    expect(asked).toBe(2);
    expect(warnings).toHaveLength(1);
  });
});

describe('what a worker writes down about its programs', () => {
  it('is found by the next one after it was killed', async () => {
    const folder = await temporaryFolder();
    const programs = new StartedPrograms(folder);
    programs.started(10, at(0));
    programs.started(20, at(1));
    programs.ended(10);
    programs.close();
    const [first, second, ...more] = await readStartedPrograms(folder);
    expect(more).toEqual([]);
    expect(first).toEqual(programs.all[0]);
    // It was alive just now, when it last wrote.
    expect(second).toMatchObject({ pid: 20, from: at(1) });
    expect(second?.until).toBeGreaterThan(Date.now());
  });

  it('says nothing if there is nothing, and is read as far as it goes', async () => {
    const folder = await temporaryFolder();
    expect(await readStartedPrograms(folder)).toEqual([]);
    await writeFile(path.join(folder, 'unrelated'), '');
    new StartedPrograms(undefined).started(1, 1);
    expect(
      parseStartedPrograms('{"pid":1,"from":5}\n{"pid":1,"until":9}\n{"pid":1,"from":12}\n{"pid":2,"fr', 99),
    ).toEqual([
      { pid: 1, from: 5, until: 9 },
      { pid: 1, from: 12, until: 99 },
    ]);
  });
});

describe('what programs leave behind on macOS', () => {
  it('is recognised by its environment in a listing', () => {
    const folder = '/var/folders/x1/T/flamenco-worker-mac-70-aB3';
    const listing = [
      '    1 /sbin/launchd',
      `  812 /Applications/Blender.app/Contents/MacOS/Blender -b SHELL=/bin/zsh TMPDIR=${folder} HOME=/Users/ann`,
      `  813 /bin/sleep 60 TMPDIR=${folder}`,
      `  814 /bin/sleep 60 TMPDIR=${folder}-and-more`,
      '  815 /bin/sleep 60 TMPDIR=/var/folders/x1/T/',
    ].join('\n');
    expect(inListing(listing, folder)).toEqual([812, 813]);
  });

  it(
    'is ended, as tried with the ps of Linux',
    needs('the ps of Linux', process.platform === 'linux' && existsSync('/usr/bin/ps')),
    async () => {
      const folder = await temporaryFolder();
      const environment = { PATH: process.env['PATH'], TMPDIR: folder } as never;
      const stray = spawn(process.execPath, [fixture('hangs')], {
        env: environment,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      onTestFinished(() => void stray.kill('SIGKILL'));
      let said = '';
      stray.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
      await until(() => said.includes('hanging'), 'it runs');
      const asked: string[][] = [];
      await killStrays(folder, [], {
        platform: 'darwin',
        output: (program, args) => {
          asked.push([program, ...args]);
          return Promise.resolve(execFileSync('/usr/bin/ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8' }));
        },
        kill: (pid) => void process.kill(pid, 'SIGKILL'),
      });
      expect(asked[0]).toEqual(['/bin/ps', '-axEww', '-o', 'pid=,command=']);
      await until(() => !isRunning(stray.pid ?? 0), 'it is gone');
    },
  );
});
