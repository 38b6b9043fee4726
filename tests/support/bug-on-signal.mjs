/** Gives the program that it is loaded into a bug at a signal: a promise that nobody looks after, or a throw. */
process.on('SIGWINCH', () => void Promise.reject(new Error('a promise in a spec')));
process.on('SIGCONT', () => {
  throw new Error('a throw in a spec');
});
