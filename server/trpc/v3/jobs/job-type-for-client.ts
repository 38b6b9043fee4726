import { type JobType, SETTING_TYPES } from '../../../contracts/job-type.ts';
import { flamencoAddOnVersion } from '../flamenco-add-on.ts';

/**
 * A job type as this client can read it. Flamenco's add-on gives up the whole list of job types when a single setting
 * has a type that it does not know; so it gets the job type without such settings, and the script runs without them.
 */
export function jobTypeForClient(jobType: JobType, userAgent: string): JobType {
  if (flamencoAddOnVersion(userAgent) === undefined || jobType.settings === null) return jobType;
  const known = ({ type }: { readonly type: string }) => SETTING_TYPES.some((each) => each === type);
  return { ...jobType, settings: jobType.settings.filter(known) };
}
