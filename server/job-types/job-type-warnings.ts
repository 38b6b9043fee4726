import { type JobType, SETTING_TYPES } from '../contracts/job-type.ts';

/** What the author of a job type that works should still know, a full sentence each. */
export function jobTypeWarnings({ settings }: Pick<JobType, 'settings'>): string[] {
  return settings
    .filter(({ type }) => !SETTING_TYPES.some((known) => known === type))
    .map(
      ({ key, type }) =>
        `The setting "${key}" is of the type "${type}", which is none of ${SETTING_TYPES.join(', ')}: ` +
        'its values reach the script as they are sent, and add-ons do not show it.',
    );
}
