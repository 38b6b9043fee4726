import { describe, expect, it } from 'vitest';
import { TaskReports } from '#worker/task-reports.ts';
import { farmParts } from './support/farm-parts.ts';

const TASK = '5f0c6a5e-65f2-4c0b-9f0e-0a5a0d7b1c01';

describe('the reports of one task run', () => {
  it('are merged while they wait, but never with a change of status', async () => {
    const { manager, sender } = await farmParts();
    const reports = new TaskReports(TASK, sender, 10);
    reports.report({ activity: 'Started', taskStatus: 'active' });
    void reports.log('one');
    reports.report({ activity: 'Progress', steps_completed: 1 });
    void reports.log('two');
    reports.report({ activity: 'Progress', steps_completed: 2 });
    reports.report({ activity: 'Completed', taskStatus: 'completed' });
    await reports.settled();
    expect(manager.updates(TASK)).toEqual([
      { activity: 'Started', taskStatus: 'active' },
      { log: 'one\ntwo\n', activity: 'Progress', steps_completed: 2 },
      { activity: 'Completed', taskStatus: 'completed' },
    ]);
  });

  it('slow down a program that writes more than the manager can take', async () => {
    const { manager, sender } = await farmParts();
    manager.script = () => 'hang';
    const reports = new TaskReports(TASK, sender, 10);
    const line = 'x'.repeat(64 * 1024);
    let held: Promise<void> | undefined;
    for (let n = 0; n < 100 && held === undefined; n++) held = reports.log(line);
    expect(held).toBeInstanceOf(Promise);
    sender.giveUp();
    await held;
    expect(reports.log('more')).toBeUndefined();
    await reports.settled();
  });

  it('stop when the task turns out to be lost', async () => {
    const { manager, sender } = await farmParts();
    manager.script = () => ({ status: 409 });
    const reports = new TaskReports(TASK, sender, 10);
    reports.report({ activity: 'Started', taskStatus: 'active' });
    await reports.settled();
    reports.report({ activity: 'Completed', taskStatus: 'completed' });
    await reports.settled();
    expect(manager.calls).toHaveLength(1);
  });
});
