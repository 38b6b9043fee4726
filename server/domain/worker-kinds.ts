import type { WorkerKind } from '../contracts/worker-kind.ts';

/** One worker, in what matters for a job. */
export type WorkerLikeness = Omit<WorkerKind, 'workers'>;

/** The workers in groups of those that are alike, the largest group first. */
export function groupWorkers(workers: readonly WorkerLikeness[]): WorkerKind[] {
  const kinds = new Map<string, WorkerKind>();
  for (const { platform, task_types, tags, blender } of workers) {
    const likeness = {
      platform,
      task_types: task_types.toSorted(),
      tags: tags.toSorted(),
      ...(blender && { blender }),
    };
    const key = JSON.stringify(likeness);
    kinds.set(key, { workers: (kinds.get(key)?.workers ?? 0) + 1, ...likeness });
  }
  return [...kinds.values()].toSorted((one, other) => other.workers - one.workers);
}
