import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandText, expandVariables, replaceValuesByVariables } from '#server/domain/path-variables.ts';
import { buildVariableTable, withImplicitVariables, type VariableDefinitions } from '#server/domain/variable-table.ts';

/** Variables for everybody: name → platform → value. */
function variables(isTwoway: boolean, valuesByName: Record<string, Record<string, string>>): VariableDefinitions {
  return new Map(
    Object.entries(valuesByName).map(([name, values]) => [
      name,
      {
        isTwoway,
        values: Object.entries(values).map(([platform, value]) => ({
          audience: 'all' as const,
          platforms: [platform],
          value,
        })),
      },
    ]),
  );
}

const twoway = (values: Record<string, Record<string, string>>) => variables(true, values);
const oneway = (values: Record<string, Record<string, string>>) => variables(false, values);

function submitted(text: string, definitions: VariableDefinitions, platform: string): string | undefined {
  return replaceValuesByVariables({ text }, buildVariableTable(definitions, 'workers', platform))['text'];
}

function handedOut(
  text: string,
  definitions: VariableDefinitions,
  platform: string,
  managerPlatform = 'linux',
): string {
  return expandText(text, {
    manager: buildVariableTable(definitions, 'workers', managerPlatform),
    managerPlatform,
    target: buildVariableTable(definitions, 'workers', platform),
    platform,
  });
}

describe('the table of variables', () => {
  const definitions: VariableDefinitions = new Map([
    [
      'shared',
      {
        isTwoway: true,
        values: [
          { audience: 'all', platforms: ['all'], value: '/anywhere/' },
          { audience: 'workers', platforms: ['linux', 'freebsd'], value: '/mnt/first' },
          { audience: 'all', platforms: ['linux'], value: '/mnt/last//' },
          { audience: 'users', platforms: ['windows'], value: 'F:\\' },
        ],
      },
    ],
  ]);

  it.each([
    ['the last of several values', 'workers', 'linux', '/mnt/last'],
    ['one of several platforms', 'workers', 'freebsd', '/mnt/first'],
    ['"all" if the platform has no value', 'users', 'freebsd', '/anywhere'],
    ['"all" if the value is for another audience', 'workers', 'windows', '/anywhere'],
    ['the value of the audience, without a slash at the end', 'users', 'windows', 'F:'],
    ['platforms compared exactly', 'workers', 'Linux', '/anywhere'],
  ] as const)('has %s', (_rule, audience, platform, value) => {
    expect(buildVariableTable(definitions, audience, platform).get('shared')?.value).toBe(value);
  });

  it('leaves out variables without a value for the platform', () => {
    expect(buildVariableTable(twoway({ a: { linux: '/a' } }), 'workers', 'windows').size).toBe(0);
  });

  it('keeps one slash of a value that is only slashes, and all of a one-way value', () => {
    expect(buildVariableTable(twoway({ root: { all: '//' } }), 'workers', 'linux').get('root')?.value).toBe('/');
    expect(buildVariableTable(oneway({ root: { all: '/x/' } }), 'workers', 'linux').get('root')?.value).toBe('/x/');
  });

  it('gives everybody the job storage as "jobs", whatever is configured under that name', () => {
    const all = withImplicitVariables(twoway({ jobs: { linux: '/mine' } }), '/mnt/jobs');
    expect(buildVariableTable(all, 'users', 'windows').get('jobs')).toEqual({ value: '/mnt/jobs', isTwoway: false });
  });
});

describe('a submitted path', () => {
  it.each([
    ['/mnt/shared', '/mnt/shared/shot/a.blend', '{shared}/shot/a.blend'],
    ['/mnt/shared', '/MNT/Shared/Shot/a.blend', '{shared}/Shot/a.blend'],
    ['Y:\\shared', 'y:/shared/shot\\a.blend', '{shared}/shot\\a.blend'],
    ['/render', '/renderfarm/a', '{shared}farm/a'],
    ['/mnt/shared', 'x/mnt/shared', 'x/mnt/shared'],
    ['', 'anything', 'anything'],
  ])('with two-way value "%s": %s is stored as %s', (value, path, stored) => {
    expect(submitted(path, twoway({ shared: { linux: value } }), 'linux')).toBe(stored);
  });

  it('is replaced by the variable with the longest matching value', () => {
    const definitions = twoway({ all: { linux: '/mnt' }, shots: { linux: '/mnt/shots' } });
    expect(submitted('/mnt/shots/a', definitions, 'linux')).toBe('{shots}/a');
    expect(submitted('/mnt/assets/a', definitions, 'linux')).toBe('{all}/assets/a');
  });

  it('is not replaced by one-way variables or those of another platform', () => {
    expect(submitted('/mnt/a', oneway({ x: { linux: '/mnt' } }), 'linux')).toBe('/mnt/a');
    expect(submitted('/mnt/a', twoway({ x: { darwin: '/mnt' } }), 'linux')).toBe('/mnt/a');
  });

  it('is replaced only in settings that are texts', () => {
    const table = buildVariableTable(twoway({ x: { linux: '/mnt' } }), 'workers', 'linux');
    const settings = { file: '/mnt/a', list: ['/mnt/a'], nested: { file: '/mnt/a' }, number: 3 };
    expect(replaceValuesByVariables(settings, table)).toEqual({ ...settings, file: '{x}/a' });
  });
});

describe('a path handed out to a worker', () => {
  const tool = oneway({ tool: { linux: '/opt/x//y' } });
  const storage = withImplicitVariables(
    twoway({ shared: { linux: '/mnt/shared', windows: 'S:\\' } }),
    '/mnt/shared/flamenco/jobs',
  );

  it.each([
    [
      twoway({ shared: { windows: 'Y:\\shared\\flamenco' } }),
      '{shared}/shot\\f.blend',
      'windows',
      'Y:\\shared\\flamenco\\shot\\f.blend',
    ],
    [twoway({ r: { windows: 'R:\\' } }), '{r}/x/f.blend', 'windows', 'R:\\x\\f.blend'],
    [twoway({ r: { windows: 'R:\\' } }), '{r}', 'windows', 'R:\\'],
    [twoway({ r: { windows: 'R:\\' } }), '{r}x', 'windows', 'R:\\x'],
    [storage, '{jobs}/job-x/f.blend', 'windows', 'S:\\flamenco\\jobs\\job-x\\f.blend'],
    [storage, '{jobs}/job-x/f.blend', 'linux', '/mnt/shared/flamenco/jobs/job-x/f.blend'],
    [storage, '{jobs}/job-x/f.blend', 'darwin', '/mnt/shared/flamenco/jobs/job-x/f.blend'],
    [tool, '{tool}/z', 'linux', '/opt/x//y/z'],
    [tool, '{nope}/a\\b', 'linux', '{nope}/a\\b'],
    [tool, '{tool}/z', 'windows', '{tool}/z'],
    [twoway({ nas: { windows: '\\\\nas\\farm', linux: '/mnt/farm' } }), '{nas}//a', 'windows', '\\\\nas\\farm\\a'],
    [twoway({ nas: { windows: '\\\\nas\\farm', linux: '/mnt/farm' } }), '/mnt/farm/a', 'windows', '\\\\nas\\farm\\a'],
    [twoway({ root: { linux: '/' } }), '{root}', 'linux', '/'],
    [twoway({ root: { linux: '/' } }), '{root}/a', 'linux', '/a'],
    [twoway({ a: { windows: 'A:\\', linux: '/a' } }), '{a}/x;{a}\\y', 'linux', '/a/x;/a/y'],
    [twoway({ money: { linux: '/mnt/$&' } }), '{money}/a', 'linux', '/mnt/$&/a'],
  ])('case %#: %s %s for %s is %s', (definitions, stored, platform, path) => {
    expect(handedOut(stored, definitions, platform)).toBe(path);
  });

  it.each([
    ['{shared}/out/', '/mnt/shared/out/', 'S:\\out\\'],
    ['{shared}\\out\\', '/mnt/shared/out/', 'S:\\out\\'],
    ['{shared}/out//', '/mnt/shared/out/', 'S:\\out\\'],
    ['{shared}/', '/mnt/shared/', 'S:\\'],
    ['{jobs}/', '/mnt/shared/flamenco/jobs/', 'S:\\flamenco\\jobs\\'],
    ['/mnt/shared/out/', '/mnt/shared/out/', 'S:\\out\\'],
    ['/elsewhere/out/', '/elsewhere/out/', '/elsewhere/out/'],
  ])(
    'keeps the separator at its end, which tells a folder from the beginning of a name: %s',
    (text, linux, windows) => {
      expect(handedOut(text, storage, 'linux')).toBe(linux);
      expect(handedOut(text, storage, 'windows')).toBe(windows);
    },
  );

  it('has its beginning replaced only if the whole folder name is that of the manager', () => {
    expect(handedOut('/mnt/shared2/a', storage, 'windows')).toBe('/mnt/shared2/a');
    expect(handedOut('/MNT/shared/a', storage, 'windows')).toBe('/MNT/shared/a');
  });

  it.each([
    ['windows', 'd:\\flamenco\\jobs\\a.blend', '/mnt/flamenco/jobs/a.blend'],
    ['windows', 'D:/FLAMENCO/a.blend', '/mnt/flamenco/a.blend'],
    ['windows', 'd:\\flamenco', '/mnt/flamenco'],
    ['windows', 'd:\\flamenco2\\a.blend', 'd:\\flamenco2\\a.blend'],
    ['darwin', '/volumes/Farm/a.blend', '/mnt/flamenco/a.blend'],
  ])('are found in other letters where the system ignores case: on %s, %s', (manager, text, linux) => {
    const definitions = twoway({
      storage: { linux: '/mnt/flamenco', windows: 'D:\\Flamenco', darwin: '/Volumes/farm' },
    });
    expect(handedOut(text, definitions, 'linux', manager)).toBe(linux);
  });

  it('are found in other letters when they begin like paths of Windows, wherever the manager runs', () => {
    const definitions = twoway({ storage: { linux: 'S:\\Farm', darwin: '/Volumes/farm' } });
    expect(handedOut('s:/farm/a.blend', definitions, 'darwin', 'linux')).toBe('/Volumes/farm/a.blend');
  });

  it('is replaced only once, even if a folder of the worker is called like another one of the manager', () => {
    const crossed = twoway({ a: { linux: '/mnt/a', darwin: '/mnt/b' }, b: { linux: '/mnt/b', darwin: '/mnt/c' } });
    expect(handedOut('{a}/x', crossed, 'darwin')).toBe('/mnt/b/x');
    expect(handedOut('/mnt/a/x', crossed, 'darwin')).toBe('/mnt/b/x');
  });

  it('may hold one-way variables in one-way values, in order of definition', () => {
    const definitions = withImplicitVariables(oneway({ args: { all: '-P {jobs}/x.py' } }), '/mnt/jobs');
    expect(handedOut('{args}', definitions, 'linux')).toBe('-P /mnt/jobs/x.py');
  });

  it('is expanded in texts and lists of texts; nothing else changes', () => {
    const table = buildVariableTable(twoway({ x: { linux: '/mnt' } }), 'workers', 'linux');
    const parameters = { '{x}': '{x}', list: ['{x}/a', 3, ['{x}']], nested: { file: '{x}' }, filter: 'a//b\\c' };
    const commands = [{ name: 'exec', parameters, total_step_count: 0 }];
    expect(
      expandVariables(commands, { manager: table, managerPlatform: 'linux', target: table, platform: 'linux' }),
    ).toEqual([{ ...commands[0], parameters: { ...parameters, '{x}': '/mnt', list: ['/mnt/a', 3, ['{x}']] } }]);
    expect(parameters.list[0]).toBe('{x}/a');
  });
});

describe('on a farm of mixed platforms', () => {
  const platforms = ['linux', 'darwin', 'windows'] as const;
  type Platform = (typeof platforms)[number];
  const roots = { linux: '/mnt/', darwin: '/Volumes/', windows: 'S:\\' };
  const join = (platform: Platform, parts: readonly string[]) => parts.join(platform === 'windows' ? '\\' : '/');

  it('what a person submits is the same file for every worker, whatever platform each of them has', () => {
    const part = fc.stringMatching(/^[a-zA-Z0-9 ._$#-]{0,8}[a-zA-Z0-9#]$/);
    // Numbered folders, so that no value happens to be the beginning of another one's path.
    const folders = fc.array(part, { minLength: 1, maxLength: 3 }).map((names) =>
      names.map(
        (name, index) =>
          [
            `v${index}`,
            {
              linux: `${roots.linux}${index}_${name}`,
              darwin: `${roots.darwin}${index}_${name}/`,
              windows: `${roots.windows}${index}_${name}\\`,
            },
          ] as const,
      ),
    );
    fc.assert(
      fc.property(
        folders,
        fc.nat(),
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...platforms),
        fc.constantFrom(...platforms),
        fc.constantFrom(...platforms),
        fc.boolean(),
        (pairs, pick, rest, submitter, worker, manager, shouts) => {
          const definitions = twoway(Object.fromEntries(pairs));
          const [, values] = pairs[pick % pairs.length] ?? pairs[0] ?? ['', roots];
          const folder = (platform: Platform) => values[platform].replace(/[/\\]$/, '');
          const path = join(submitter, [shouts ? folder(submitter).toUpperCase() : folder(submitter), ...rest]);
          const stored = submitted(path, definitions, submitter) ?? '';
          expect(handedOut(stored, definitions, worker, manager)).toBe(join(worker, [folder(worker), ...rest]));
        },
      ),
    );
  });
});
