/**
 * What the launcher does about signals while its child runs. It always outlives the child, to end with its exit code.
 * On Windows every process of a console hears of Ctrl+C, Ctrl+Break and of being closed by itself, and `child.kill()`
 * would end the child on the spot, without any of its last words.
 * @param {NodeJS.Platform} platform
 * @param {boolean} isTerminal whether there is a terminal: it tells the whole foreground group of Ctrl+C, and a second
 * signal would mean "at once!"
 * @returns {{heard: NodeJS.Signals[], passedOn: NodeJS.Signals[]}}
 */
export function launcherSignals(platform, isTerminal) {
  if (platform === 'win32') return { heard: ['SIGINT', 'SIGBREAK', 'SIGHUP'], passedOn: [] };
  const heard = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  return { heard, passedOn: isTerminal ? heard.filter((signal) => signal !== 'SIGINT') : heard };
}
