import { describe, expect, it } from 'vitest';
import { tidyJobType } from '#server/job-types/tidy-job-type.ts';

const ofSetting = (setting: object): { setting: unknown; warnings: readonly string[] } => {
  const { value, warnings } = tidyJobType({ label: 'x', settings: [{ key: 'a', type: 'string', ...setting }] });
  const [tidied] = (value as { settings: Record<string, unknown>[] }).settings;
  const { key, type, ...rest } = tidied ?? {};
  expect([key, type]).toEqual(['a', 'string']);
  return { setting: rest, warnings };
};

describe('a JOB_TYPE as authors write it', () => {
  it('has no key whose value is null', () => {
    const nulls = { default: null, label: null, description: null, eval: null, visible: null, required: null };
    expect(
      ofSetting({ ...nulls, subtype: null, choices: null, propargs: null, evalInfo: null, editable: null }),
    ).toEqual({
      setting: {},
      warnings: [],
    });
    expect(
      ofSetting({ propargs: { min: null, max: 5 }, evalInfo: { description: null, showLinkButton: null } }),
    ).toEqual({
      setting: { propargs: { max: 5 }, evalInfo: {} },
      warnings: [],
    });
    expect(tidyJobType({ label: 'x', description: null, settings: null }).value).toEqual({ label: 'x', settings: [] });
  });

  it('has an empty list of settings if there are none', () => {
    expect(tidyJobType({ label: 'x' })).toEqual({ value: { label: 'x', settings: [] }, warnings: [] });
  });

  it('has an empty label if there is none, and a warning', () => {
    expect(tidyJobType({})).toMatchObject({
      value: { label: '' },
      warnings: [expect.stringContaining('JOB_TYPE.label is missing')],
    });
    expect(tidyJobType({ label: null })).toMatchObject({ value: { label: '' } });
  });

  it.each([
    [{ choices: [1, 2.5, true, 'x'] }, { choices: ['1', '2.5', 'true', 'x'] }],
    [{ eval: 5 }, { eval: '5' }],
    [
      { label: 5, description: 7 },
      { label: '5', description: '7' },
    ],
    [
      { required: 1, editable: 0 },
      { required: true, editable: false },
    ],
    [{ required: [] }, { required: true }],
    [{ evalInfo: { showLinkButton: 1, description: 3 } }, { evalInfo: { showLinkButton: true, description: '3' } }],
    [{ default: '5' }, { default: '5' }],
  ])('turns what has a clear meaning into it: %j', (written, setting) => {
    expect(ofSetting(written)).toEqual({ setting, warnings: [] });
  });

  it.each([
    [{ required: 'yes' }, { required: true }, '.required is the text "yes", which was taken as true'],
    [{ editable: 'false' }, { editable: true }, '.editable is the text "false", which was taken as true'],
    [{ editable: '' }, { editable: false }, '.editable is the text "", which was taken as false'],
    [{ visible: true }, { visible: 'visible' }, '.visible is true, which was taken as "visible"'],
    [{ visible: false }, { visible: 'hidden' }, '.visible is false, which was taken as "hidden"'],
    [{ visible: 'always' }, {}, '.visible is "always", which was left out'],
    [{ subtype: 'FILE_PATH' }, {}, '.subtype is "FILE_PATH", which was left out'],
    [{ choices: ['a', null] }, { choices: ['a'] }, '.choices has an entry that is null'],
    [
      { evalInfo: { showLinkButton: 'no' } },
      { evalInfo: { showLinkButton: true } },
      '.evalInfo.showLinkButton is the text',
    ],
  ])('warns where the author may have meant something else: %j', (written, setting, warning) => {
    expect(ofSetting(written)).toEqual({
      setting,
      warnings: [expect.stringMatching(/^JOB_TYPE\.settings\[0\] \("a"\)\./)],
    });
    expect(ofSetting(written).warnings[0]).toContain(warning);
  });

  it('leaves alone what it cannot understand, so that it is refused', () => {
    expect(tidyJobType('x').value).toBe('x');
    expect(tidyJobType({ label: {}, settings: 5 }).value).toEqual({ label: {}, settings: 5 });
    expect(tidyJobType({ label: 'x', settings: [null, { key: 5 }] }).value).toMatchObject({
      settings: [null, { key: '5' }],
    });
  });
});
