/** What to tell a person when npm has failed. `purpose` completes "npm could not …"; `said` is all that it printed. */
export function npmFailed(purpose: string, problem: string, said: string): string;

/** What to tell a person whose running manager keeps the packages from being replaced. */
export const IN_USE: string;
