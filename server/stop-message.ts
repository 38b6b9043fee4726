/**
 * Resolves when the keeper of the manager (`npm run service`), over a channel of Node's, sends `stop` or is gone: this
 * is how it stops the manager on Windows, which has no signals. Never, if another program has started it: those have
 * channels of their own, and may go while the manager stays.
 */
export function stopMessage(): Promise<'asked'> {
  return new Promise((resolve) => {
    if (process.env['FLAMENCO_KEEPER'] === undefined) return;
    process.on('message', (message) => {
      if (message === 'stop') resolve('asked');
    });
    process.once('disconnect', () => resolve('asked'));
  });
}
