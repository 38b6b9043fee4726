import { z } from 'zod';
import { type Actor, ownerOf } from '../../../contracts/actor.ts';
import { jobsQueryResultSchema } from '../../../contracts/job.ts';
import { FarmError } from '../../../domain/errors.ts';
import { findDependencyIds } from '../../../persistence/repositories/job-dependencies.repository.ts';
import { findJobsByMetadata } from '../../../persistence/repositories/job-metadata.repository.ts';
import { findAllJobs, sizeOfAllJobs } from '../../../persistence/repositories/jobs.repository.ts';
import type { JobRow, Tables } from '../../../persistence/tables.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { jobBody } from './job-body.ts';
import { MOST, MOST_LISTED, text } from '../../../contracts/limits.ts';

export const fetchJobs = v3Procedure('jobs.read', {
  operationId: 'fetchJobs',
  method: 'GET',
  path: '/api/v3/jobs',
  tag: 'jobs',
  summary: 'Fetches all jobs in full, in order of submission, or those with a certain value in their metadata.',
  description:
    'With `metadata_key` and `metadata_value`, only the jobs whose metadata have exactly this value for exactly this key. With `mine=true`, only those that the caller owns.',
  params: {
    metadata_key: text(MOST.name).optional(),
    metadata_value: text(MOST.searched).optional(),
    mine: z.enum(['true', 'false']).optional(),
  },
  responses: { 200: jobsQueryResultSchema },
  errors: [400],
}).query(async ({ ctx, input }) => {
  const { metadata_key: key, metadata_value: value } = input;
  const { tables } = ctx.farm.database;
  const owner = input.mine === 'true' ? ownerWho(ctx.actor) : undefined;
  if (key === undefined && value === undefined) {
    refuseVastList(await sizeOfAllJobs(tables, owner));
    return found(tables, await findAllJobs(tables, owner));
  }
  if (key === undefined || value === undefined) {
    const [given, missing] = key === undefined ? ['value', 'key'] : ['key', 'value'];
    throw new FarmError('bad-request', { message: `metadata_${missing}: is missing; metadata_${given} needs it` });
  }
  const jobs = (await findJobsByMetadata(tables, { key, value })).filter(
    (job) => owner === undefined || job.owner_id === owner,
  );
  refuseVastList(jobs.reduce((size, job) => size + job.settings.length + job.metadata.length, 0));
  return found(tables, jobs);
});

/** @throws FarmError bad-request, to callers who can own nothing */
function ownerWho(actor: Actor): string {
  const id = ownerOf(actor);
  if (id !== null) return id;
  throw new FarmError('bad-request', {
    message:
      'mine: nobody knows who you are, so no job is yours; sign in or send an API token, or look for jobs with metadata_key=user.name',
  });
}

/** Flamenco's clients know no pages: they get all jobs at once, or are told why not before anything is read. */
function refuseVastList(characters: number): void {
  if (characters <= MOST_LISTED) return;
  throw new FarmError('too-large', {
    message: `the settings and metadata of these jobs have ${characters} characters, too many for one answer; look for jobs with metadata_key and metadata_value, or remove some`,
  });
}

async function found(tables: Tables, jobs: readonly JobRow[]) {
  const ids = jobs.map((job) => job.id);
  const dependencies = await findDependencyIds(tables, ids);
  return { code: 200 as const, body: { jobs: jobs.map((job) => jobBody(job, dependencies)) } };
}
