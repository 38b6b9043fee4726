/** The platform that the manager runs on, named as workers and submitters name theirs: linux, windows, darwin, …. */
export const MANAGER_PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;
