import { readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { imageIsCutOff } from '#worker/commands/image-is-cut-off.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A header with one attribute, then a table with the position of its only block, then that block. */
function exr(placeOfBlock: bigint): Buffer {
  const header = Buffer.concat([
    Buffer.from([0x76, 0x2f, 0x31, 0x01, 2, 0, 0, 0]),
    Buffer.from('compression\0compression\0\x01\0\0\0\x03\0', 'latin1'),
  ]);
  const table = Buffer.alloc(8);
  table.writeBigUInt64LE(placeOfBlock);
  return Buffer.concat([header, table, Buffer.alloc(100)]);
}

async function imageFile(bytes: Uint8Array): Promise<string> {
  const file = path.join(await temporaryFolder(), 'frame');
  await writeFile(file, bytes);
  return file;
}

describe('an image whose writing was interrupted', () => {
  it.each(['png', 'jpeg'] as const)('a %s counts as cut off unless its end is there', async (format) => {
    const whole = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'teal' } })
      .toFormat(format)
      .toBuffer();
    const file = await imageFile(whole);
    expect(await imageIsCutOff(file)).toBe(false);
    for (const length of [whole.length - 4, 20, 4, 0]) {
      await truncate(file, length);
      expect([length, await imageIsCutOff(file)]).toEqual([length, true]);
    }
  });

  it('an OpenEXR file counts as cut off until the positions of its blocks are written, which happens last', async () => {
    expect(await imageIsCutOff(await imageFile(exr(50n)))).toBe(false);
    expect(await imageIsCutOff(await imageFile(exr(0n)))).toBe(true);
    expect(await imageIsCutOff(await imageFile(exr(5000n)))).toBe(true);
    expect(await imageIsCutOff(await imageFile(exr(50n).subarray(0, 30)))).toBe(true);
  });

  it('other formats are trusted unless they are empty, and a file that is not there does not count as cut off', async () => {
    expect(await imageIsCutOff(await imageFile(await readFile(import.meta.filename)))).toBe(false);
    expect(await imageIsCutOff(await imageFile(new Uint8Array()))).toBe(true);
    expect(await imageIsCutOff('/nowhere/frame.png')).toBe(false);
  });
});
