import { describe, expect, it } from 'vitest';
import { sleepItem } from '#worker/self-check/check-sleep.ts';

/** The form in which a German Windows answers, written from memory; only the numbers are the same in all languages. */
const powercfg = (mains: string) => `GUID des Energieschemas: 381b4222-f694-41f0-9685-ff5bb260df2e  (Ausbalanciert)
  GUID-Alias: SCHEME_BALANCED
  GUID der Untergruppe: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Energie sparen)
    GUID-Alias: SUB_SLEEP
    GUID der Energieeinstellung: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Deaktivierung nach)
      GUID-Alias: STANDBYIDLE
      Minimale mögliche Einstellung: 0x00000000
      Maximale mögliche Einstellung: 0xffffffff
      Mögliche Einstellungsschritte: 0x00000001
      Einheiten möglicher Einstellungen: Sekunden
    Index der aktuellen Wechselstromeinstellung: ${mains}
    Index der aktuellen Gleichstromeinstellung: 0x00000384
`;
const pmset = (mains: number) => `Battery Power:
 Sleep On Power Button 1
 displaysleep         2
 sleep                1
AC Power:
 Sleep On Power Button 1
 disksleep            10
 sleep                ${mains} (sleep prevented by caffeinate)
 displaysleep         10
`;

describe('whether this machine falls asleep', () => {
  it.each([
    ['win32', powercfg('0x00000708'), 'falls asleep after 30 min', 'powercfg /change standby-timeout-ac 0'],
    ['darwin', pmset(10), 'falls asleep after 10 min', 'sudo pmset -c sleep 0'],
  ] as const)('on %s is a warning with what to do', (platform, answer, text, hint) => {
    const item = sleepItem(platform, answer);
    expect(item).toMatchObject({ name: 'Sleep', level: 'warning' });
    expect(item?.text).toContain(text);
    expect(item?.hint).toContain(hint);
  });

  it.each([
    ['win32', powercfg('0x00000000')],
    ['darwin', pmset(0)],
  ] as const)('on %s is fine if it never does', (platform, answer) => {
    expect(sleepItem(platform, answer)).toMatchObject({ name: 'Sleep', level: 'ok' });
  });

  it.each(['win32', 'darwin'] as const)('on %s is not told by an answer that says nothing', (platform) => {
    expect(sleepItem(platform, 'The power scheme, subgroup or setting specified does not exist.')).toBeUndefined();
  });
});
