import { describe, expect, test } from 'vitest';
import type { JobSetting } from '#server/contracts/job-type.ts';
import { fitSettings } from '#server/domain/fit-settings.ts';

const TYPES: readonly JobSetting[] = [
  { key: 'frames', type: 'string' },
  { key: 'quality', type: 'string', choices: ['draft', 'final'] },
  { key: 'chunk', type: 'int32' },
  { key: 'fps', type: 'float' },
  { key: 'sound', type: 'bool' },
  { key: 'passes', type: 'list' },
];

describe('a setting takes', () => {
  test.each<[string, unknown, unknown]>([
    ['frames', '1-10', '1-10'],
    ['frames', '', ''],
    ['frames', 47, '47'],
    ['frames', -0.5, '-0.5'],
    ['quality', 'of my own', 'of my own'],
    ['chunk', 24, 24],
    ['chunk', '47', 47],
    ['chunk', ' -3 ', -3],
    ['chunk', '24.0', 24],
    ['chunk', 2147483647, 2147483647],
    ['fps', 24, 24],
    ['fps', '23.976', 23.976],
    ['fps', '.5', 0.5],
    ['fps', '1e3', 1000],
    ['sound', false, false],
    ['sound', 'True', true],
    ['sound', 'false', false],
    ['sound', 1, true],
    ['sound', '0', false],
    ['frames', null, null],
    ['chunk', null, null],
    ['sound', null, null],
    ['passes', [1, 'Z'], [1, 'Z']],
    ['passes', 7, 7],
    ['unknown', { deep: [null] }, { deep: [null] }],
  ])('%s: %j as %j', (key, sent, taken) => {
    expect(fitSettings({ [key]: sent }, TYPES)).toEqual({ [key]: taken });
  });

  test.each([
    ['frames', ['1', '2'], 'must be text (string), not a list'],
    ['frames', { from: 1 }, 'must be text (string), not an object'],
    ['frames', true, 'must be text (string), not true'],
    ['quality', false, 'must be text (string), not false'],
    ['chunk', 24.5, 'must be a whole number from -2147483648 to 2147483647 (int32), not 24.5'],
    ['chunk', 2147483648, 'must be a whole number from -2147483648 to 2147483647 (int32), not 2147483648'],
    ['chunk', 'many', 'must be a whole number from -2147483648 to 2147483647 (int32), not the text "many"'],
    ['chunk', '0x10', 'must be a whole number from -2147483648 to 2147483647 (int32), not the text "0x10"'],
    ['chunk', true, 'must be a whole number from -2147483648 to 2147483647 (int32), not true'],
    ['fps', '23,976', 'must be a number (float), not the text "23,976"'],
    ['fps', '1e999', 'must be a number (float), not the text "1e999"'],
    ['fps', [24], 'must be a number (float), not a list'],
    ['sound', 'yes', 'must be true or false (bool), not the text "yes"'],
    ['sound', 2, 'must be true or false (bool), not 2'],
    ['sound', 'x'.repeat(50), `must be true or false (bool), not the text "${'x'.repeat(40)}…"`],
  ])('not %s: %j', (key, sent, complaint) => {
    expect(() => fitSettings({ [key]: sent }, TYPES)).toThrow(
      expect.objectContaining({ code: 'bad-request', message: `settings.${key}: ${complaint}` }),
    );
  });
});

test('an empty text for a number or a bool means that nothing was entered', () => {
  expect(fitSettings({ chunk: '', fps: ' ', sound: '', frames: ' ' }, TYPES)).toEqual({ frames: ' ' });
});

test('all settings that do not fit are named at once', () => {
  expect(() => fitSettings({ chunk: 'a', fine: 1, sound: [] }, TYPES)).toThrow(
    /settings\.chunk: .*; settings\.sound: /,
  );
});

test('a job type without settings takes everything', () => {
  expect(fitSettings({ anything: [1] }, null)).toEqual({ anything: [1] });
});

test('settings called like parts of an object are settings', () => {
  const settings = JSON.parse('{"__proto__": "1", "constructor": "2"}') as Record<string, unknown>;
  const types: JobSetting[] = [
    { key: '__proto__', type: 'int32' },
    { key: 'constructor', type: 'toString' },
  ];
  expect(Object.entries(fitSettings(settings, types))).toEqual([
    ['__proto__', 1],
    ['constructor', '2'],
  ]);
});
