import { readFile, truncate, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { imageIsCutOff } from '#worker/commands/image-is-cut-off.ts';
import { needs } from '#tests/support/needs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const isCutOff = (file: string) => imageIsCutOff(file, new AbortController().signal);

const HAS_DEVICES = needs('the pipes and devices of Unix', process.platform !== 'win32');
const ATTRIBUTE = 'compression\0compression\0\x01\0\0\0\x03\0';
const BLOCKS = 100;

/** A header with one attribute for each part, then their tables with the positions of all blocks, then the blocks. */
function exr(...tables: bigint[][]): Buffer {
  const isMultiPart = tables.length > 1;
  const headers = tables.map(() => ATTRIBUTE).join('') + (isMultiPart ? '\0' : '');
  const positions = Buffer.alloc(8 * tables.flat().length);
  for (const [index, position] of tables.flat().entries()) positions.writeBigUInt64LE(position, 8 * index);
  return Buffer.concat([
    Buffer.from([0x76, 0x2f, 0x31, 0x01, 2, isMultiPart ? 0x10 : 0, 0, 0]),
    Buffer.from(headers, 'latin1'),
    positions,
    Buffer.alloc(BLOCKS),
  ]);
}
/** Where the blocks of `exr()` begin. */
const firstBlock = (...tables: bigint[][]) => BigInt(exr(...tables).length - BLOCKS);

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
    expect(await isCutOff(file)).toBe(false);
    for (const length of [whole.length - 4, 20, 4, 0]) {
      await truncate(file, length);
      expect([length, await isCutOff(file)]).toEqual([length, true]);
    }
  });

  it('an OpenEXR file counts as cut off until the positions of its blocks are written, which happens last', async () => {
    const start = firstBlock([0n]);
    expect(await isCutOff(await imageFile(exr([start])))).toBe(false);
    expect(await isCutOff(await imageFile(exr([0n])))).toBe(true);
    expect(await isCutOff(await imageFile(exr([5000n])))).toBe(true);
    expect(await isCutOff(await imageFile(exr([start]).subarray(0, 30)))).toBe(true);
  });

  it('an OpenEXR file counts as cut off unless it is long enough for each block of each of its parts', async () => {
    const start = firstBlock([0n, 0n], [0n]);
    const whole = exr([start, start + 40n], [start + 80n]);
    expect(await isCutOff(await imageFile(whole))).toBe(false);
    expect(await isCutOff(await imageFile(exr([start + 80n, start + 40n], [start])))).toBe(false);
    expect(await isCutOff(await imageFile(exr([start, start + 40n], [0n])))).toBe(true);
    for (const length of [Number(start) - 4, Number(start) + 20, Number(start) + 60]) {
      expect([length, await isCutOff(await imageFile(whole.subarray(0, length)))]).toEqual([length, true]);
    }
  });

  it('other formats are trusted unless they are empty, and a file that is not there does not count as cut off', async () => {
    expect(await isCutOff(await imageFile(await readFile(import.meta.filename)))).toBe(false);
    expect(await isCutOff(await imageFile(new Uint8Array()))).toBe(true);
    expect(await isCutOff('/nowhere/frame.png')).toBe(false);
  });

  it.each([
    ['a pipe', 'pipe'],
    ['a device', '/dev/zero'],
    ['an empty device', '/dev/null'],
    ['a folder', '.'],
  ])('%s is neither opened nor cut off', HAS_DEVICES, async (_what, name) => {
    const folder = await temporaryFolder();
    await promisify(execFile)('mkfifo', [path.join(folder, 'pipe')]);
    expect(await isCutOff(path.resolve(folder, name))).toBe(false);
  });
});
