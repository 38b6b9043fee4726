import { describe, expect, it } from 'vitest';
import { BlenderDiagnosis } from '#worker/commands/blender-diagnosis.ts';

describe('why Blender ended on Windows', () => {
  it.each([
    [11, 'Blender crashed after 2 frames'],
    [22, 'Blender crashed after 2 frames'],
    [0xc0000005, 'Blender crashed after 2 frames'],
    // The words for the exit code itself say it all.
    [0xc0000135, undefined],
    [0xc000013a, undefined],
    [1, undefined],
  ])('with %d: %s', (exitCode, words) => {
    expect(new BlenderDiagnosis().explain({ pid: 1, exitCode }, 2, 'win32')).toBe(words);
  });

  it('knows the exit code of a failed script from that of a crash', () => {
    const diagnosis = new BlenderDiagnosis(11);
    expect(diagnosis.explain({ pid: 1, exitCode: 11 }, 2, 'win32')).toContain('a Python script');
    expect(diagnosis.explain({ pid: 1, exitCode: 11 }, 2, 'linux')).toContain('a Python script');
    expect(new BlenderDiagnosis().explain({ pid: 1, exitCode: 11 }, 2, 'linux')).toBeUndefined();
  });
});
