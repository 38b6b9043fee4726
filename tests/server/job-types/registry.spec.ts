import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';
import { SYMBOLIC_LINKS } from '#tests/support/platforms.ts';

const WORKS = "const JOB_TYPE = { label: 'Test' };\nfunction compileJob() {}";

describe('the list of job types', () => {
  let compiler: TestCompiler;
  const names = async () => (await compiler.registry.list()).map(({ name }) => name);
  const etagOf = async (source: string) => {
    await compiler.write('tagged.js', source);
    return (await compiler.registry.get('tagged'))?.etag;
  };
  const warnings = () => compiler.log.filter(({ level }) => level === 'warn');

  beforeEach(async () => {
    compiler = await startTestCompiler();
  });
  afterEach(() => compiler.stop());

  it('holds the built-in ones and those of the studio, with dashes for underscores', async () => {
    await compiler.write('my_job_type.js', 'const JOB_TYPE = { label: "Mine" };');
    expect(await names()).toEqual(['echo-sleep-test', 'my-job-type', 'simple-blender-render']);
    expect(await compiler.registry.get('my-job-type')).toEqual({
      name: 'my-job-type',
      label: 'Mine',
      settings: [],
      etag: expect.any(String),
    });
    expect(compiler.registry.find('my-job-type')?.label).toBe('Mine');
    expect(await compiler.registry.get('nowhere')).toBeUndefined();
  });

  it('leaves out folders, links, tiny files, and files of other kinds', SYMBOLIC_LINKS, async () => {
    await compiler.write('tiny.js', '1;');
    await compiler.write('notes.txt', 'const JOB_TYPE = { label: "Notes" };');
    await mkdir(path.join(compiler.scripts, 'folder.js'));
    await symlink('notes.txt', path.join(compiler.scripts, 'link.js'));
    expect(await names()).toEqual(['echo-sleep-test', 'simple-blender-render']);
    expect(warnings()).toEqual([]);
  });

  it('prefers the studio’s script to a built-in one with the same name', async () => {
    await compiler.write('echo_sleep_test.js', 'const JOB_TYPE = { label: "Ours" };');
    expect((await compiler.registry.get('echo-sleep-test'))?.label).toBe('Ours');
  });

  it('follows a file that changes, however quickly', async () => {
    for (let version = 1; version < 5; version++) {
      await compiler.write('fast.js', `const JOB_TYPE = { label: "v${version}" };`);
      expect((await compiler.registry.get('fast'))?.label).toBe(`v${version}`);
    }
  });

  it('finds JOB_TYPE however it was declared', async () => {
    await compiler.write('let.js', 'let JOB_TYPE = { label: "let" };');
    await compiler.write('var.js', 'var JOB_TYPE = { label: "var" };');
    await compiler.write('global.js', 'globalThis.JOB_TYPE = { label: "global" };');
    await compiler.write('undeclared.js', 'JOB_TYPE = { label: "undeclared" };');
    await compiler.write('strict.js', '"use strict"; const JOB_TYPE = { label: "strict" };');
    await compiler.write(
      'later.js',
      'let JOB_TYPE; Promise.resolve("later").then((label) => { JOB_TYPE = { label }; });',
    );
    expect((await compiler.registry.list()).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['let', 'var', 'global', 'undeclared', 'strict', 'later']),
    );
  });

  it('reads a JOB_TYPE whose keys are inherited, such as an instance of a class', async () => {
    await compiler.write(
      'classy.js',
      `class Base {
        get label() { return this.prefix + ' job'; }
        describe() { return 'a method is no key'; }
      }
      class Mine extends Base {
        prefix = 'My';
        settings = [Object.create({ key: 'frames', type: 'string', evalInfo: Object.create({ showLinkButton: true }) })];
      }
      const JOB_TYPE = new Mine();`,
    );
    expect(await compiler.registry.get('classy')).toMatchObject({
      label: 'My job',
      settings: [{ key: 'frames', type: 'string', evalInfo: { showLinkButton: true } }],
    });
  });

  it('runs a script again when a file that it loads has changed, in whatever folder', async () => {
    await mkdir(path.join(compiler.scripts, 'lib'));
    await compiler.write('lib/labels.json', '{ "label": "one" }');
    await compiler.write('loading.js', 'const JOB_TYPE = { label: require("./lib/labels.json").label };');
    expect((await compiler.registry.get('loading'))?.label).toBe('one');
    await compiler.write('lib/labels.json', '{ "label": "two" }');
    expect((await compiler.registry.get('loading'))?.label).toBe('two');
  });

  it.each([
    ['does not parse', 'const JOB_TYPE = {\n  label: "x",,\n};', 'broken, line 2, column 14: syntax error'],
    ['throws', 'const JOB_TYPE = { label: "x" };\nthrow new Error("no");', 'broken, line 2, column 7: no'],
    ['throws a text', '\nthrow "no";', 'broken: no'],
    ['has no JOB_TYPE', 'function compileJob() {}', 'broken: there is no JOB_TYPE in broken.js'],
    [
      'has a JOB_TYPE that is not an object',
      '\nconst JOB_TYPE = 5;',
      'broken, line 2, column 7: JOB_TYPE in broken.js is not an object',
    ],
    ['has a label that is no text', 'const JOB_TYPE = { label: {} };', 'JOB_TYPE.label'],
    [
      'has a setting without a key',
      'const JOB_TYPE = { label: "x", settings: [{ key: null, type: "bool" }] };',
      'JOB_TYPE.settings[0].key',
    ],
    [
      'has a setting without a type',
      '\n\nconst JOB_TYPE = { label: "x", settings: [{ key: "a" }] };',
      'broken, line 3, column 7: JOB_TYPE.settings[0].type',
    ],
    ['has settings that are not a list', 'const JOB_TYPE = { label: "x", settings: {} };', 'JOB_TYPE.settings'],
  ])('leaves out a script that %s, warns once, and says why if asked', async (_, source, text) => {
    await compiler.write('broken.js', source);
    expect(await names()).toEqual(['echo-sleep-test', 'simple-blender-render']);
    await expect(compiler.registry.get('broken')).rejects.toThrow(text);
    await names();
    const [, line, column] = /line (\d+), column (\d+)/.exec(text) ?? [];
    expect(warnings()).toMatchObject([
      {
        jobType: 'broken',
        file: path.join(compiler.scripts, 'broken.js'),
        error: expect.stringContaining(text),
        ...(line === undefined ? {} : { line: Number(line), column: Number(column) }),
      },
    ]);
    expect(compiler.registry.find('broken')).toBeUndefined();
  });

  it('sends only the keys that the script defined, and ignores those that it made up', async () => {
    await compiler.write(
      'keys.js',
      'const JOB_TYPE = { label: "x", name: "y", mood: 1, settings: [{ key: "a", type: "bool", editable: false, colour: 1, evalInfo: {} }] };',
    );
    expect(await compiler.registry.get('keys')).toEqual({
      name: 'keys',
      label: 'x',
      settings: [{ key: 'a', type: 'bool', editable: false, evalInfo: { showLinkButton: false, description: '' } }],
      etag: expect.any(String),
    });
  });

  it('tells of a script without compileJob when it lists it', async () => {
    await compiler.write('half_done.js', 'const JOB_TYPE = { label: "x" };');
    expect(await names()).toContain('half-done');
    await names();
    expect(warnings()).toMatchObject([
      {
        jobType: 'half-done',
        warning: expect.stringMatching(/^There is no function compileJob\(job\) in half_done\.js/),
      },
    ]);
    await compiler.write('half_done.js', WORKS);
    expect(await compiler.registry.reviewOne('half-done')).toMatchObject({ warnings: [], isBuiltIn: false });
  });

  it('uses the file with underscores of two for the same job type, and names both in a warning', async () => {
    await compiler.write('my-type.js', WORKS.replace('Test', 'dashes'));
    await compiler.write('my_type.js', WORKS.replace('Test', 'underscores'));
    expect((await compiler.registry.get('my-type'))?.label).toBe('underscores');
    await names();
    expect(warnings()).toMatchObject([
      {
        jobType: 'my-type',
        file: path.join(compiler.scripts, 'my_type.js'),
        warning: expect.stringContaining(
          'my_type.js and my-type.js are both the job type "my-type"; my_type.js is used',
        ),
      },
    ]);
  });

  it.each([
    ['UTF-16 without a mark', Buffer.from(WORKS, 'utf16le'), 'UTF-16'],
    ['UTF-32', Buffer.from(Array.from(WORKS, (letter) => [letter.charCodeAt(0), 0, 0, 0]).flat()), 'UTF-32'],
  ])('leaves out a script in %s, and says so', async (_, bytes, encoding) => {
    await writeFile(path.join(compiler.scripts, 'wide.js'), bytes);
    expect(await names()).not.toContain('wide');
    await expect(compiler.registry.get('wide')).rejects.toThrow(`wide: wide.js is in ${encoding}; save it as UTF-8`);
  });

  it.each([
    ['UTF-16 with a mark, as PowerShell writes it', Buffer.from(`\uFEFF${WORKS}`, 'utf16le')],
    ['UTF-16 with a mark and the other byte first', Buffer.from(`\uFEFF${WORKS}`, 'utf16le').swap16()],
  ])('takes a script in %s', async (_, bytes) => {
    await writeFile(path.join(compiler.scripts, 'wide.js'), bytes);
    expect(await compiler.registry.reviewOne('wide')).toMatchObject({ warnings: [], result: { label: 'Test' } });
  });

  it('takes UTF-8 with a mark, and warns of what is no UTF-8', async () => {
    await compiler.write('marked.js', `\uFEFF${WORKS}`);
    expect(await compiler.registry.reviewOne('marked')).toMatchObject({ warnings: [], result: { label: 'Test' } });
    await writeFile(
      path.join(compiler.scripts, 'old.js'),
      Buffer.from(`\n${WORKS.replace('Test', 'Größe')}`, 'latin1'),
    );
    expect(await compiler.registry.reviewOne('old')).toMatchObject({
      result: { name: 'old' },
      warnings: [expect.stringMatching(/^old\.js is not in UTF-8.*line 2/)],
    });
  });

  it('takes a setting of a type that only the script knows, hands its value on as it is, and warns once', async () => {
    await compiler.write(
      'passes.js',
      `const JOB_TYPE = { label: "x", settings: [{ key: "passes", type: "list", default: ["Z"] }] };
      function compileJob(job) {
        const task = author.Task("t", "misc");
        task.addCommand(author.Command("echo", { message: JSON.stringify(job.settings.passes) }));
        job.addTask(task);
      }`,
    );
    expect((await compiler.registry.get('passes'))?.settings).toEqual([
      { key: 'passes', type: 'list', default: ['Z'] },
    ]);
    await names();
    expect(warnings()).toMatchObject([
      {
        jobType: 'passes',
        warning: expect.stringMatching(/^The setting "passes" is of the type "list", which is none of/),
      },
    ]);
    const { tasks } = await compiler.compile('passes', { passes: [1, { a: null }] });
    expect(tasks[0]?.commands[0]?.parameters).toEqual({ message: '[1,{"a":null}]' });
  });

  it('gives a new etag for new settings, and the same for new code', async () => {
    const first = await etagOf('const JOB_TYPE = { label: "a<b" };');
    expect(await etagOf('const JOB_TYPE = { label: "a<b" };\nfunction compileJob() { print(1); }')).toBe(first);
    expect(await etagOf('const JOB_TYPE = { label: "a<c" };')).not.toBe(first);
  });
});
