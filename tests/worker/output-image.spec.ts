import { execFile } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { outputImage } from '#worker/output-image.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const GIB = 1024 ** 3;
const image = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: 'red' } });

/** Prints what became of the file, and by how many megabytes the process grew while it was looked at. */
const LOOK_AT = `
const { outputImage } = await import('#worker/output-image.ts');
const before = process.resourceUsage().maxRSS;
const image = await outputImage(process.argv[1]);
console.log(image === undefined, Math.round((process.resourceUsage().maxRSS - before) / 1024));
`;

describe('the image to show for a rendered file', () => {
  it.each(['frame.exr', 'frame.HDR', 'frame.dpx', 'frame.mp4', 'frame.tga'])(
    'is none for %s, which is told by its name: there need not even be such a file',
    async (name) => expect(await outputImage(path.join('/nowhere', name))).toBeUndefined(),
  );

  it.each(['a.png', 'a.tif', 'a'])(
    'is none for a pipe called %s, which is not opened',
    needs('the pipes of Unix', process.platform !== 'win32'),
    async (name) => {
      const file = path.join(await temporaryFolder(), name);
      await promisify(execFile)('mkfifo', [file]);
      expect(await outputImage(file)).toBeUndefined();
    },
  );

  it('is the file itself if a manager takes it', async () => {
    const file = path.join(await temporaryFolder(), 'a.PNG');
    await writeFile(file, 'the very bytes');
    const { bytes, contentType } = (await outputImage(file)) ?? {};
    expect([Buffer.from(bytes ?? []).toString(), contentType]).toEqual(['the very bytes', 'image/png']);
  });

  it.each(['a.tif', 'a.TIFF', 'a.webp', 'a', 'a_.0001'])('is a JPEG for %s', async (name) => {
    const file = path.join(await temporaryFolder(), name);
    const format = name.endsWith('webp') ? 'webp' : 'tiff';
    await writeFile(file, await image(8, 4).toFormat(format).toBuffer());
    const shown = await outputImage(file);
    expect(shown?.contentType).toBe('image/jpeg');
    expect(await sharp(shown?.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 8, height: 4 });
  });

  it('is a smaller JPEG if the file is larger than a manager accepts', async () => {
    const file = path.join(await temporaryFolder(), 'a.png');
    await image(5000, 2500).png({ compressionLevel: 0 }).toFile(file);
    expect(await sharp((await outputImage(file))?.bytes).metadata()).toMatchObject({ width: 4096, height: 2048 });
  });

  it('is none for an image that can only be read as a whole and is very large', async () => {
    const file = path.join(await temporaryFolder(), 'a.webp');
    await writeFile(file, await image(9000, 8000).webp({ effort: 0 }).toBuffer());
    expect(await outputImage(file)).toBeUndefined();
  });

  it.each(['a.exr', 'a.png', 'a.tif', 'a'])('is found out with little memory for a %s of 3 GiB', async (name) => {
    const file = path.join(await temporaryFolder(), name);
    await writeFile(file, '');
    await truncate(file, 3 * GIB);
    const args = ['--input-type=module', '--eval', LOOK_AT, file];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const [isNone, megabytes] = stdout.trim().split(' ');
    expect([isNone, Number(megabytes) < 100]).toEqual(['true', true]);
  });
});
