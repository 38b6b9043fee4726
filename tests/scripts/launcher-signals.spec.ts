import { expect, it } from 'vitest';
import { launcherSignals } from '#scripts/launch/launcher-signals.mjs';

it.each([
  ['linux', true, ['SIGTERM', 'SIGHUP']],
  ['linux', false, ['SIGINT', 'SIGTERM', 'SIGHUP']],
  ['darwin', true, ['SIGTERM', 'SIGHUP']],
  ['win32', true, []],
  ['win32', false, []],
] as const)(
  'the launcher on %s, in a terminal: %s, passes on %j, and outlives them all',
  (platform, terminal, passed) => {
    const { heard, passedOn } = launcherSignals(platform, terminal);
    expect(passedOn).toEqual(passed);
    expect(heard).toEqual(expect.arrayContaining(['SIGINT', 'SIGHUP', platform === 'win32' ? 'SIGBREAK' : 'SIGTERM']));
  },
);
