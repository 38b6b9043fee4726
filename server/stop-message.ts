/**
 * Resolves when the program that started this one, over a channel of Node's, sends `stop` or is gone. This is how a
 * keeper stops the manager on Windows, which has no signals. Never, if there is no such channel.
 */
export function stopMessage(): Promise<'asked'> {
  return new Promise((resolve) => {
    process.on('message', (message) => {
      if (message === 'stop') resolve('asked');
    });
    process.once('disconnect', () => resolve('asked'));
  });
}
