import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COMMANDS } from '#worker/commands/registry.ts';
import { StraySearch } from '#worker/process/stray-search.ts';
import { runCommands } from '#worker/run-commands.ts';
import { runTask } from '#worker/task-runner.ts';
import { TaskStopped } from '#worker/task-stopped.ts';
import { aTask } from './support/a-task.ts';
import { farmParts } from './support/farm-parts.ts';
import { until } from './support/processes.ts';

/** Runs until it is stopped, after it has said where its temporary files are. */
const HANGS = `console.log('TMPDIR=' + process.env.TMPDIR); setInterval(() => {}, 1000)`;
const exec = (code: string) => aTask({ name: 'exec', parameters: { exe: process.execPath, args: ['-e', code] } });

/** A Windows whose PowerShell never answers. */
function hangingWindows() {
  const asked: string[] = [];
  const strays = new StraySearch({
    system: {
      platform: 'win32',
      output: (program) => {
        asked.push(program);
        return new Promise(() => undefined);
      },
      kill: () => undefined,
    },
  });
  return { asked, strays };
}

describe('commands that are over', () => {
  it('leave everything as it is if Windows ends the worker in a few seconds', async () => {
    const { asked, strays } = hangingWindows();
    const stop = new AbortController();
    const closed = new TaskStopped('shutdown', 'its console was closed', true);
    let folder = '';
    const listener = {
      log: (line: string) => {
        const said = /> TMPDIR=(.+)/.exec(line)?.[1];
        if (said === undefined) return undefined;
        folder = said;
        stop.abort(closed);
        return undefined;
      },
      activity: () => undefined,
      stepDone: () => undefined,
      outputProduced: () => undefined,
    };
    const surroundings = { commands: COMMANDS, environment: process.env, killGraceMilliseconds: 1_000, strays };
    await expect(runCommands(surroundings, exec(HANGS).commands, listener, stop.signal)).rejects.toBe(closed);
    onTestFinished(async () => await rm(folder, { recursive: true, force: true }));
    expect(asked).toEqual([]);
    // The next worker finds there what was started.
    expect(existsSync(`${folder}/.flamenco-programs`)).toBe(true);
  });

  it('are reported before anything that they left behind is looked for', async () => {
    const { asked, strays } = hangingWindows();
    const parts = await farmParts();
    const task = exec(`console.log('TMPDIR=' + process.env.TMPDIR)`);
    const running = runTask({ ...parts, strays }, task, parts.stop.signal);
    await until(() => asked.length > 0, 'it is looked for');
    expect(parts.manager.updates(task.uuid).at(-1)).toMatchObject({ taskStatus: 'completed' });
    const folder = /> TMPDIR=(.+)/.exec(parts.manager.log(task.uuid))?.[1] ?? '';
    onTestFinished(async () => await rm(folder, { recursive: true }));
    // Then the console is closed.
    parts.stop.abort(new TaskStopped('shutdown', 'its console was closed', true));
    expect(await running).toBe('completed');
  });
});
