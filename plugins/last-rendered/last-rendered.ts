import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jobFilesUrl } from '#shared/job-files.ts';
import { renameFirmly } from '#system/files/firmly.mjs';
import type { LastRendered as LastRenderedInfo } from '#server/contracts/job.ts';
import { timestamp } from '#server/domain/clock.ts';
import type { Pictures } from '#server/farm/ports.ts';
import type { PluginContext } from '#server/plugins/define-plugin.ts';
import type { LastRenderedConfig } from './config.ts';
import { ImageQueue } from './image-queue.ts';
import {
  forgetLastRendered,
  jobsWithImage,
  nameOfJob,
  newestJobWithImage,
  saveLastRendered,
} from './last-rendered.repository.ts';
import { IMAGE_SIZES, type ScaledImage } from './scale-image.ts';
import { ScalingProcess } from './scaling-process.ts';

/** What the plugin offers to the rest of the manager. */
export interface LastRendered extends Pictures {
  /** Forgets a deleted job. */
  forget(jobId: string): Promise<void>;
  /** Resolves when all images taken so far are stored. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the service; images are stored in the jobs' folders of the local storage. */
export function createLastRendered(context: PluginContext<LastRenderedConfig>): LastRendered {
  const { config, database, logger, clock, taskLogs } = context;
  const scaling = new ScalingProcess();
  const queue = new ImageQueue(config.queue_length, async (image, isWanted) => {
    const { jobId } = image;
    try {
      const scaled = await scaling.scale({ bytes: image.bytes, quality: config.quality });
      if (!isWanted()) return;
      await storeImages(taskLogs.jobFolder(jobId), scaled);
      if (!isWanted()) return;
      await context.transaction(async (tx) => {
        await saveLastRendered(tx.tables, jobId, timestamp(clock.now()));
        const job = { id: jobId, name: await nameOfJob(tx.tables, jobId) };
        tx.emit('last-rendered.updated', { job, thumbnail: imageInfo(jobId) }, jobId);
      });
    } catch (error) {
      logger.warn({ err: error, jobId, bytes: image.bytes.length }, 'rendered image dropped');
    }
  });
  return {
    offer: (image) => queue.offer(image),
    async ofJobs(jobIds) {
      const found = await jobsWithImage(database.tables, jobIds);
      return new Map(found.map((jobId) => [jobId, imageInfo(jobId)]));
    },
    async newest() {
      const jobId = await newestJobWithImage(database.tables);
      return jobId === undefined ? undefined : { jobId, ...imageInfo(jobId) };
    },
    async forget(jobId) {
      await queue.drop(jobId);
      // An image that was being stored while the job was deleted has recreated the job's folder.
      await taskLogs.removeJob(jobId);
      await context.transaction((tx) => forgetLastRendered(tx.tables, jobId));
    },
    idle: () => queue.idle(),
    async stop() {
      await queue.stop();
      scaling.stop();
    },
  };
}

function imageInfo(jobId: string): LastRenderedInfo {
  return { base: jobFilesUrl(jobId), suffixes: IMAGE_SIZES.map((size) => size.name) };
}

/** Stores the images so that readers see the old one or the new one, never a partial one. */
async function storeImages(folder: string, images: readonly ScaledImage[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, jpeg } of images) {
    const temporary = join(folder, `${name}~`);
    await writeFile(temporary, jpeg);
    await renameFirmly(temporary, join(folder, name));
  }
}
