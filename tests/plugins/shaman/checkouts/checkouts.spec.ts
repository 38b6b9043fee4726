import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createShaman } from '#plugins/shaman/shaman.ts';
import type { Shaman } from '#plugins/shaman/contract.ts';
import { inPieces, specOf } from '../support.ts';
import { SYMBOLIC_LINKS } from '#tests/support/platforms.ts';

const BLEND = Buffer.from('BLENDER-v304');
const WOOD = Buffer.from('wood');

describe('a checkout', () => {
  let root: string;
  let shaman: Shaman;
  const files = [specOf('shot/ünit 1.blend', BLEND), specOf('textures/wood.png', WOOD)];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'flamenco-shaman-'));
    shaman = createShaman({ store: join(root, 'file-store'), checkouts: join(root, 'jobs') });
  });
  afterEach(() => rm(root, { recursive: true }));

  async function uploadAll() {
    for (const file of await shaman.requirements(files)) {
      await shaman.receive(file, inPieces(file.path.endsWith('.blend') ? BLEND : WOOD));
    }
  }

  test('asks for each content once, in order, until everything is stored', async () => {
    const twice = [...files, { ...files[1], path: 'textures/copy.png' }] as typeof files;
    expect(await shaman.requirements(twice)).toEqual(files.map((file) => ({ ...file, status: 'unknown' })));
    await uploadAll();
    expect(await shaman.requirements(twice)).toEqual([]);
  });

  test('is a folder of relative links, which still work when the storage is mounted elsewhere', async () => {
    await uploadAll();
    expect(await shaman.checkOut('project/shot_010', files)).toBe('project/shot_010');
    expect((await lstat(join(root, 'jobs/project/shot_010/textures/wood.png'))).isSymbolicLink()).toBe(true);
    await rename(root, `${root}-moved`);
    expect(await readFile(join(`${root}-moved`, 'jobs/project/shot_010/shot/ünit 1.blend'))).toEqual(BLEND);
    await rename(`${root}-moved`, root);
  });

  test('gets another name if the requested one is taken', async () => {
    await uploadAll();
    await shaman.checkOut('shot', files);
    expect(await shaman.checkOut('shot', files)).toMatch(/^shot-[a-z0-9]{4}$/);
  });

  test('is refused if not all its files are uploaded, naming one that is missing, and leaves nothing behind', async () => {
    await expect(shaman.checkOut('shot', files)).rejects.toMatchObject({
      code: 'missing-files',
      status: 424,
      message: expect.stringContaining('shot/ünit 1.blend'),
    });
    expect(await readdir(root)).toEqual([]);
  });

  const FORBIDDEN = [
    '/absolute',
    '../up',
    'a/../../up',
    'a/..',
    'a/./b',
    'a//b',
    'C:\\job',
    'what?',
    'a*b',
    '{jobs}/x',
    'con',
    'a/LPT1.txt',
    'aux.tar.gz/b',
    'NUL .png',
    'com¹',
    'line\nbreak',
    'a\0b',
    `a/${'ü'.repeat(128)}`,
  ];

  test.each(['', '/', ...FORBIDDEN])('cannot be made at %j', async (path) => {
    await uploadAll();
    await expect(shaman.checkOut(path, files)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/^checkoutPath: /),
    });
  });

  test.each(['', ...FORBIDDEN, 'a/', 'a./b', 'trailing. ', 'name '])('cannot have a file at %j', async (path) => {
    await uploadAll();
    await expect(shaman.checkOut('fine', [...files, { ...specOf('x', WOOD), path }])).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/^files\[2\]\.path: /),
    });
    expect(await readdir(root)).toEqual(['file-store']);
  });

  test.each([
    ['.', 'unnamed'],
    ['shot. ', 'shot'],
    ['project./shot ...', 'project/shot'],
    ['trailing/', 'trailing'],
    ['a. b/ünder_strich', 'a. b/ünder_strich'],
    ['{shot} [v2]/{{x', '{shot} [v2]/{{x'],
  ])('requested at %j is made at %j', async (wanted, path) => {
    await uploadAll();
    expect(await shaman.checkOut(wanted, files)).toBe(path);
  });

  test('takes files and folders with brackets of all kinds in their names', async () => {
    const bracketed = [specOf('{shot}/[v2] (a) }.blend', BLEND)];
    for (const file of await shaman.requirements(bracketed)) await shaman.receive(file, inPieces(BLEND));
    expect(await shaman.checkOut('{x}', bracketed)).toBe('{x}');
    expect(await readFile(join(root, 'jobs/{x}/{shot}/[v2] (a) }.blend'))).toEqual(BLEND);
  });

  test('refuses two paths that differ only in case, and a file where another one needs a folder', async () => {
    await uploadAll();
    const clash = [specOf('a/Wood.png', WOOD), specOf('a/wood.png', BLEND)];
    await expect(shaman.checkOut('shot', clash)).rejects.toMatchObject({ code: 'conflict', status: 409 });
    const nested = [specOf('a', WOOD), specOf('a/wood.png', BLEND)];
    await expect(shaman.checkOut('shot', nested)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('gets another name if the requested one differs from another only in case or in how an accent is encoded', async () => {
    await uploadAll();
    await shaman.checkOut('Äpfel', files);
    expect(await shaman.checkOut('äpfel'.normalize('NFD'), files)).toMatch(/-[a-z0-9]{4}$/);
  });

  test('never lies inside another one', async () => {
    await uploadAll();
    await shaman.checkOut('shot', files);
    const inner = await shaman.checkOut('shot/textures/new', files);
    expect(inner).toMatch(/^shot-[a-z0-9]{4}\/textures\/new$/);
    await shaman.removeCheckout('shot');
    expect(await readFile(join(root, 'jobs', inner, 'textures/wood.png'))).toEqual(WOOD);
  });

  test('is not made or removed through a link that leads out of the storage', SYMBOLIC_LINKS, async () => {
    await uploadAll();
    await mkdir(join(root, 'elsewhere/shot'), { recursive: true });
    await writeFile(join(root, 'elsewhere/shot/precious.txt'), 'precious');
    await mkdir(join(root, 'jobs'));
    await symlink('../elsewhere', join(root, 'jobs/link'));
    await expect(shaman.checkOut('link/new', files)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('"link" is not a plain folder'),
    });
    await shaman.removeCheckout('link/shot');
    expect(await readdir(join(root, 'elsewhere/shot'))).toEqual(['precious.txt']);
  });

  test('removes nothing if its job names a folder that is no checkout, or no folder at all', async () => {
    await uploadAll();
    await shaman.checkOut('project/a', files);
    await mkdir(join(root, 'jobs/precious/deep'), { recursive: true });
    for (const path of [
      'project',
      'precious',
      'precious/deep',
      'nowhere',
      ...FORBIDDEN,
      'x\0y',
      '..',
      '.',
      '/',
      'project/',
    ])
      expect(await shaman.removeCheckout(path)).toBe(false);
    expect(await readdir(join(root, 'jobs/project'))).toEqual(['a']);
    expect(await readdir(join(root, 'jobs/precious'))).toEqual(['deep']);
    expect(await readdir(root)).toEqual(['file-store', 'jobs']);
  });

  test('is one that a job may be submitted with, and nothing else is', async () => {
    await uploadAll();
    const made = await shaman.checkOut('project/a', files);
    await mkdir(join(root, 'jobs/precious'));
    await shaman.requireCheckout(made, null);
    await shaman.requireCheckout(made, 'ann');
    for (const path of ['project', 'precious', 'nowhere', ...FORBIDDEN, 'x\0y', '..', 'x'.repeat(300)])
      await expect(shaman.requireCheckout(path, null)).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining('storage.shaman_checkout_id: there is no checkout'),
      });
    await rm(join(root, 'jobs', made), { recursive: true });
    await expect(shaman.requireCheckout(made, null)).rejects.toMatchObject({ status: 400 });
  });

  test('that a person made is for their jobs only', async () => {
    await uploadAll();
    const made = await shaman.checkOut('ann/scene', files, 'ann');
    await shaman.requireCheckout(made, 'ann');
    for (const other of ['bob', null])
      await expect(shaman.requireCheckout(made, other)).rejects.toMatchObject({
        message: expect.stringContaining('belongs to somebody else'),
      });
    // Such as whoever was given a job that renders from it.
    await shaman.requireCheckout(made, 'bob', true);
  });

  test.each([
    ['many parts', Array.from({ length: 101 }, () => 'a').join('/'), 'has more than 100 parts'],
    ['a long path', Array.from({ length: 20 }, () => 'a'.repeat(100)).join('/'), 'has more than 1500 bytes'],
  ])('is refused with %s, wherever that is', async (_, long, complaint) => {
    await uploadAll();
    const refusal = { status: 400, message: expect.stringContaining(complaint) };
    await expect(shaman.checkOut(long, files)).rejects.toMatchObject(refusal);
    const inside = [specOf(long, WOOD)];
    await expect(shaman.checkOut('shot', inside)).rejects.toMatchObject(refusal);
  });

  test('with the longest name that is possible can be made twice', async () => {
    await uploadAll();
    const name = `${'ü'.repeat(127)}x`;
    expect(await shaman.checkOut(name, files)).toBe(name);
    expect(await shaman.checkOut(name, files)).toMatch(/^ü+-[a-z0-9]{4}$/);
  });

  test('can be made of copies, which belong only to the job', async () => {
    shaman = createShaman({ store: join(root, 'file-store'), checkouts: join(root, 'jobs') }, 'copy');
    await uploadAll();
    await shaman.checkOut('shot', files);
    const copy = join(root, 'jobs/shot/textures/wood.png');
    expect((await lstat(copy)).isFile()).toBe(true);
    await writeFile(copy, 'painted over');
    await shaman.checkOut('other', files);
    expect(await readFile(join(root, 'jobs/other/textures/wood.png'))).toEqual(WOOD);
  });

  test('is removed with its empty parent, and the stored files stay', async () => {
    await uploadAll();
    await shaman.checkOut('project/a', files);
    await shaman.checkOut('project/b', files);
    await shaman.removeCheckout('project/a');
    expect(await readdir(join(root, 'jobs/project'))).toEqual(['b']);
    await shaman.removeCheckout('project/b');
    await shaman.removeCheckout('project/b');
    expect(await readdir(join(root, 'jobs'))).toEqual([]);
    expect(await shaman.requirements(files)).toEqual([]);
  });
});
