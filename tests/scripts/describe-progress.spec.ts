import { describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import type { TaskSummary } from '#server/contracts/task.ts';
import { describeProgress } from '#scripts/demo/describe-progress.ts';

const job = (status: Job['status']) => ({ status }) as Job;
const task = (name: string, changes: Partial<TaskSummary>) =>
  ({ name, task_type: 'blender', status: 'queued', steps_completed: 0, steps_total: 4, ...changes }) as TaskSummary;
const video = (changes: Partial<TaskSummary> = {}) =>
  task('preview-video', { task_type: 'ffmpeg', steps_total: 0, ...changes });

describe('the progress of a whole job', () => {
  it('counts frames, and the video as one step', () => {
    const tasks = [
      task('render-1-4', { status: 'completed' }),
      task('render-5-8', { status: 'active', steps_completed: 2 }),
      video(),
    ];
    expect(describeProgress(job('active'), tasks)).toEqual({ share: 6 / 9, line: 'rendering frames 5-8' });
  });

  it('says when nothing has begun yet', () => {
    expect(describeProgress(job('queued'), [task('render-1-4', {}), video()]).line).toBe('waiting for the worker');
  });

  it('names the video while it is being made', () => {
    const tasks = [task('render-1-4', { status: 'completed' }), video({ status: 'active' })];
    expect(describeProgress(job('active'), tasks)).toEqual({ share: 0.8, line: 'making the video' });
  });

  it('is full when the job is completed', () => {
    const tasks = [task('render-1-4', { status: 'completed' }), video({ status: 'completed' })];
    expect(describeProgress(job('completed'), tasks)).toEqual({ share: 1, line: 'done' });
  });
});
