import { describe, expect, it } from 'vitest';
import { groupWorkers, type WorkerLikeness } from '#server/domain/worker-kinds.ts';

const plain: WorkerLikeness = { platform: 'linux', task_types: ['blender', 'misc'], tags: [] };
const blender = { version: '5.1.2', engines: ['CYCLES'], add_ons: [], color_config: '' };

describe('the kinds of workers of a farm', () => {
  it('tell apart what matters for a job, and count what is alike, the largest group first', () => {
    const kinds = groupWorkers([
      { ...plain, blender },
      plain,
      { ...plain, tags: ['b', 'a'], blender },
      { ...plain, tags: ['a', 'b'], blender: { ...blender } },
      { ...plain, task_types: ['misc', 'blender'], blender },
      { ...plain, blender },
    ]);
    expect(kinds).toEqual([
      { workers: 3, ...plain, blender },
      { workers: 2, ...plain, tags: ['a', 'b'], blender },
      { workers: 1, ...plain },
    ]);
  });

  it('are none on a farm without workers', () => {
    expect(groupWorkers([])).toEqual([]);
  });
});
