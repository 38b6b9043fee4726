import { describe, expect, it, onTestFinished } from 'vitest';
import { isUrgent, stopSignal, stopSignals } from '#shared/stop-signal.ts';

describe('being asked to stop', () => {
  it.each([
    ['linux', ['SIGINT', 'SIGTERM', 'SIGHUP']],
    ['darwin', ['SIGINT', 'SIGTERM', 'SIGHUP']],
    ['win32', ['SIGINT', 'SIGBREAK', 'SIGHUP']],
  ] as const)('on %s means %j', (platform, signals) => {
    expect(stopSignals(platform)).toEqual(signals);
  });

  it.each([
    ['SIGHUP', 'win32', true],
    ['SIGINT', 'win32', false],
    ['SIGBREAK', 'win32', false],
    ['SIGHUP', 'linux', false],
  ] as const)('by %s on %s is urgent: %s', (signal, platform, urgent) => {
    expect(isUrgent(signal, platform)).toBe(urgent);
  });

  it('by Ctrl+Break is heard on Windows', async () => {
    onTestFinished(() => {
      for (const signal of stopSignals('win32')) process.removeAllListeners(signal);
    });
    const asked = stopSignal('win32');
    process.emit('SIGBREAK', 'SIGBREAK');
    expect(await asked).toBe('SIGBREAK');
  });
});
