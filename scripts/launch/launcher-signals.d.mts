/** What the launcher does about signals while its child runs. */
export function launcherSignals(
  platform: NodeJS.Platform,
  isTerminal: boolean,
): { heard: NodeJS.Signals[]; passedOn: NodeJS.Signals[] };
