import type { JobMetadata } from '../../contracts/job.ts';
import type { Transaction } from '../database.ts';
import type { JobRow, Tables } from '../tables.ts';

/** The number of characters that keys and values are cut to. */
const MAX_LENGTH = 200;
/** How many rows one statement inserts: databases limit the number of values. */
const PER_STATEMENT = 500;

/** Stores the metadata of a new job, to find it by. */
export async function insertJobMetadata(tx: Transaction, job: Pick<JobRow, 'id' | 'metadata'>): Promise<void> {
  const rows = Object.entries(JSON.parse(job.metadata) as JobMetadata).map(([key, value], index) => ({
    job_id: job.id,
    position: index + 1,
    key: indexed(key),
    value: indexed(value),
  }));
  for (let from = 0; from < rows.length; from += PER_STATEMENT)
    await tx.tables
      .insertInto('job_metadata')
      .values(rows.slice(from, from + PER_STATEMENT))
      .execute();
}

/** The jobs whose metadata have exactly this value for the key, in the order of submission. */
export async function findJobsByMetadata(
  tables: Tables,
  { key, value }: { readonly key: string; readonly value: string },
): Promise<JobRow[]> {
  const found = await tables
    .selectFrom('job_metadata')
    .innerJoin('jobs', 'jobs.id', 'job_metadata.job_id')
    .selectAll('jobs')
    .distinct()
    .where('job_metadata.key', '=', indexed(key))
    .where('job_metadata.value', '=', indexed(value))
    .orderBy('jobs.number')
    .execute();
  return found.filter(
    ({ metadata }) => new Map(Object.entries(JSON.parse(metadata) as JobMetadata)).get(key) === value,
  );
}

/** A key or value as the table holds it. PostgreSQL cannot store a NUL in a text. */
function indexed(text: string): string {
  const characters = Array.from(text.slice(0, 2 * MAX_LENGTH).toWellFormed());
  return characters.slice(0, MAX_LENGTH).join('').replaceAll('\0', '');
}
