/**
 * What to tell a person when npm has failed.
 * @param {string} purpose completes "npm could not …"
 * @param {string} problem how it ended
 * @param {string} said all that it printed
 */
export function npmFailed(purpose, problem, said) {
  const first = `npm could not ${purpose} (${problem})`;
  if (/\b(EBUSY|EPERM|EACCES)\b/.test(said)) return `${first}: ${IN_USE}`;
  if (/\bENOSPC\b/.test(said)) return `${first}: the disk is full.`;
  return `${first}: check the network connection and the npm settings, then try again.`;
}

/** Windows lets nobody replace the files of a running program. */
export const IN_USE =
  'files in node_modules are in use or protected. Stop the manager and the workers that run from this folder, and whatever else has it open, then try again.';
