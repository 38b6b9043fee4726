import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeZoneOf } from '#server/job-types/sandbox-environment.ts';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const script = (expression: string): string =>
  `const JOB_TYPE = { label: 'Test' };\nfunction compileJob(job) {\n  job.settings = { value: ${expression} };\n}`;

describe('times in a script', () => {
  let compiler: TestCompiler;
  beforeAll(async () => {
    compiler = await startTestCompiler();
  });
  afterAll(() => compiler.stop());
  const valueOf = async (expression: string) => (await compiler.run(script(expression))).job.settings['value'];
  const valueIn = async (timeZone: string, expression: string) => {
    await compiler.write('zoned.js', script(expression));
    return (await compiler.compile('zoned', {}, {}, { timeZone })).job.settings['value'];
  };

  it.each([
    ['Europe/Amsterdam', '2026-06-01_122030', 12],
    ['America/New_York', '2026-06-01_062030', 6],
    ['Asia/Kolkata', '2026-06-01_155030', 15],
    ['UTC', '2026-06-01_102030', 10],
    ['Europe/Amsterdam', '2026-06-01_122030', 12],
  ])('a manager in %s shows %s, whatever zone the request before had', async (timeZone, text, hour) => {
    const expression =
      '[formatTimestampLocal(job.created), new Date("2026-06-01T10:20:30Z").getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone]';
    expect(await valueIn(timeZone, expression)).toEqual([
      text,
      hour,
      new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone,
    ]);
  });

  it.each([
    ['Europe/Amsterdam', 'CEST'],
    ['America/New_York', 'EDT'],
    ['Asia/Tokyo', 'JST'],
    ['Asia/Kolkata', 'IST'],
    ['Asia/Kathmandu', '+0545'],
    ['America/Sao_Paulo', '-03'],
    ['UTC', 'UTC'],
  ])('%s is written as %s', async (timeZone, name) => {
    expect(await valueIn(timeZone, 'job.created.format("MST")')).toBe(name);
  });

  it('follow summer time', async () => {
    const expression = '[0, 6].map((month) => new Date(Date.UTC(2026, month, 1)).getHours())';
    expect(await valueIn('Europe/Amsterdam', expression)).toEqual([1, 2]);
  });

  it.each([
    ['formatTimestampLocal(job.created)', '2026-06-01_122030'],
    ['formatTimestampLocal(new Date(job.created))', '2026-06-01_122030'],
    ['formatTimestampLocal(new Date(2026, 0, 2, 3, 4, 5))', '2026-01-02_030405'],
    ["formatTimestampLocal('2026-01-02T03:04:05Z')", '2026-01-02_040405'],
    ["formatTimestampLocal('2026-01-02T03:04:05.678+05:00')", '2026-01-01_230405'],
    ["formatTimestampLocal('2026-01-02T03:04:05')", '2026-01-02_030405'],
    ['formatTimestampLocal(String(job.created))', '2026-06-01_122030'],
    ['formatTimestampLocal(job.created.toJSON())', '2026-06-01_122030'],
    ['formatTimestampLocal(job.created.toISOString())', '2026-06-01_122030'],
  ])('%s gives %s', async (expression, text) => {
    expect(await valueOf(expression)).toBe(text);
  });

  it.each([
    ['formatTimestampLocal()', 'needs a time, such as job.created or "2026-06-01T10:20:30Z"'],
    ["formatTimestampLocal('yesterday')", 'not "yesterday"'],
    ['formatTimestampLocal(5)', 'not 5'],
    ['formatTimestampLocal(new Date(NaN))', 'not Invalid Date'],
  ])('%s is refused', async (expression, message) => {
    await expect(valueOf(expression)).rejects.toThrow(message);
    await expect(valueOf(expression)).rejects.toThrow('attack, line 3, column ');
  });

  it.each([
    ['job.created instanceof Date', true],
    ['job.created.getFullYear()', 2026],
    ['job.created.toISOString()', '2026-06-01T10:20:30.500Z'],
    ['new Date(job.created).getTime() === +job.created', true],
    ['`${job.created}`', '2026-06-01 12:20:30.5 +0200 CEST'],
    ['job.created.string()', '2026-06-01 12:20:30.5 +0200 CEST'],
    ['job.created', '2026-06-01T12:20:30.5+02:00'],
    ['JSON.stringify({ at: job.created })', '{"at":"2026-06-01T12:20:30.5+02:00"}'],
    [
      '[job.created.year(), job.created.day(), job.created.hour(), job.created.minute(), job.created.second()]',
      [2026, 1, 12, 20, 30],
    ],
    ['[`${job.created.month()}`, job.created.month() + 0, job.created.month()]', ['June', 6, 6]],
    ['[job.created.weekday().string(), +job.created.weekday(), job.created.yearDay()]', ['Monday', 1, 152]],
    ['[job.created.unix(), job.created.unixMilli(), job.created.nanosecond()]', [1780309230, 1780309230500, 5e8]],
    ["job.created.format('2006-01-02')", '2026-06-01'],
    ["job.created.format('Mon, 2 Jan 2006 3:04PM MST')", 'Mon, 1 Jun 2026 12:20PM CEST'],
    ["job.created.format('Monday January _2 06 15h04 .000 -07:00')", 'Monday June  1 26 12h20 .500 +02:00'],
  ])('job.created has what scripts use of it: %s', async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  it.each([
    ['the name of a zone', 'Asia/Tokyo', 'Asia/Tokyo'],
    ['its file', '/usr/share/zoneinfo/Asia/Tokyo', 'Asia/Tokyo'],
    ['its file, with a colon', ':/usr/share/zoneinfo/Europe/Berlin', 'Europe/Berlin'],
    ['a file that does not exist', ':/nowhere/zoneinfo/Asia/Tokyo', ''],
  ])('the zone is found if TZ is %s', (_, tz, zone) => {
    const before = process.env['TZ'];
    try {
      process.env['TZ'] = tz;
      expect(timeZoneOf(tz)).toBe(zone);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});
