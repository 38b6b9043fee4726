import type { EnrolmentCode } from '../contracts/enrolment-code.ts';
import type { Farm } from '../farm/farm.ts';
import { findCodeOfWorker, findCodes } from '../persistence/repositories/enrolment-codes.repository.ts';
import { enrolmentCodeBody } from './parts/enrolment-code.ts';

/** More than a person will look through. */
const MOST_LISTED = 200;

/** The newest enrolment codes, newest first, with those that can no longer be used. */
export async function listEnrolmentCodes(farm: Farm): Promise<EnrolmentCode[]> {
  return (await findCodes(farm.database.tables, MOST_LISTED)).map(enrolmentCodeBody);
}

/** The code with which a worker joined the farm; null if it came without one. */
export async function enrolmentCodeOf(farm: Farm, workerId: string): Promise<EnrolmentCode | null> {
  const row = await findCodeOfWorker(farm.database.tables, workerId);
  return row ? enrolmentCodeBody(row) : null;
}
