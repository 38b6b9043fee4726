/** The environment of a program that can be given a bug. */
export const WITH_BUGS = { NODE_OPTIONS: `--import=${new URL('bug-on-signal.mjs', import.meta.url).href}` };

/** The signal for each kind of bug, and what the log says about it. */
export const BUGS = [
  ['SIGWINCH', 'a promise in a spec'],
  ['SIGCONT', 'a throw in a spec'],
] as const;
