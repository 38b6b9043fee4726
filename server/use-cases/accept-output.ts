import type { WorkerActor } from '../contracts/actor.ts';
import { FarmError, notFound } from '../domain/errors.ts';
import { findAttempt } from '../persistence/repositories/attempts.repository.ts';
import { getTask } from '../persistence/repositories/tasks.repository.ts';
import { getWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import type { Farm } from '../farm/farm.ts';

export interface RenderedOutput {
  /** The `uuid` that the worker was handed. */
  readonly attemptId: string;
  /** An image file, JPEG or PNG. */
  readonly bytes: Buffer;
}

/**
 * A worker shows what it has rendered. Only the latest attempt of a task may do so, even after it has ended: uploads
 * take longer than reports.
 * @throws FarmError not-found, not-yours, too-many
 */
export async function acceptOutput(farm: Farm, by: WorkerActor, output: RenderedOutput): Promise<void> {
  const task = await farm.database.transaction(
    async (tx) => {
      const attempt = await findAttempt(tx.tables, output.attemptId);
      if (!attempt) throw notFound('task', output.attemptId);
      const worker = await getWorker(tx.tables, by.id);
      await saveWorker(tx, worker.id, { last_seen_at: tx.now });
      const found = await getTask(tx.tables, attempt.task_id);
      return attempt.worker_id === worker.id && found.attempt_id === attempt.id ? found : undefined;
    },
    { by },
  );
  if (!task) {
    throw new FarmError('not-yours', { message: `task ${output.attemptId} is no longer yours; its image is dropped` });
  }
  if (farm.port('pictures')?.offer({ jobId: task.job_id, bytes: output.bytes }) === false) {
    throw new FarmError('too-many', { message: 'too many images are waiting to be scaled down; this one is dropped' });
  }
}
