import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchingFrames } from '#worker/commands/matching-frames.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ODD_NAME = '[v2] {a,b} {name} * ? (x)+ !y 50%d';

async function filesIn(folder: string, ...names: string[]): Promise<string> {
  const here = path.join(await temporaryFolder(), folder);
  await mkdir(here, { recursive: true });
  for (const name of names) await writeFile(path.join(here, name), 'x');
  return here;
}

async function namesOf(pattern: string, platform: NodeJS.Platform = 'linux'): Promise<string[]> {
  return (await matchingFrames(pattern, platform)).names.map((name) => path.basename(name));
}

describe('the frames that match a pattern', () => {
  it.each([ODD_NAME, '[ab]', '{a,b}', '!(x)', 'a*', 'a?', '@(a|b)'])(
    'are found in a folder that is called %j, however much that looks like a pattern',
    async (folder) => {
      const here = await filesIn(folder, '0002.png', '0001.png', '0001.jpg', '.hidden.png');
      expect((await matchingFrames(`${here}/*.png`, 'linux')).names).toEqual([
        path.join(here, '0001.png'),
        path.join(here, '0002.png'),
      ]);
    },
  );

  it('are those that begin with exactly the odd characters of the pattern’s last part', async () => {
    const here = await filesIn('out', `${ODD_NAME}_1.png`, 'shot[1]_1.png', 'shot1_1.png');
    expect(await namesOf(`${here}/${ODD_NAME}_*.png`)).toEqual([`${ODD_NAME}_1.png`]);
    expect(await namesOf(`${here}/shot[1]_?.png`)).toEqual(['shot[1]_1.png']);
  });

  it('are found with [0-9] and {a,b} where no file is called like that, and with patterns for folders that are not there', async () => {
    const here = await filesIn('out', 'a_1.png', 'b_1.png', 'c_x.png');
    expect(await namesOf(`${here}/*_[0-9].png`)).toEqual(['a_1.png', 'b_1.png']);
    expect(await namesOf(`${here}/{a,c}_*.png`)).toEqual(['a_1.png', 'c_x.png']);
    expect(await namesOf(`${path.dirname(here)}/o*/a_*.png`)).toEqual(['a_1.png']);
    expect(await namesOf(`${here}/nothing*.png`)).toEqual([]);
  });

  it('are found where a folder is a pattern inside one whose name looks like a pattern', async () => {
    const here = await filesIn(`${ODD_NAME}/shot_1`, '0001.png');
    const pattern = `${path.dirname(here)}/shot_*/*.png`;
    expect((await matchingFrames(pattern, 'linux')).names).toEqual([path.join(here, '0001.png')]);
  });

  it('are found whatever the case of their letters where file systems ignore it', async () => {
    const here = await filesIn('out', 'A_1.PNG');
    expect([await namesOf(`${here}/a_*.png`, 'win32'), await namesOf(`${here}/a_*.png`)]).toEqual([['A_1.PNG'], []]);
  });

  it('are named to FFmpeg by a pattern in which the same characters count', async () => {
    const here = await filesIn(ODD_NAME, 'f[1]_1.png', 'f_2.png');
    const escaped = here.replaceAll(/[*?[\]{}]/g, String.raw`\$&`);
    const patternFor = async (last: string) => (await matchingFrames(`${here}/${last}`, 'linux')).ffmpegPattern;
    expect(await patternFor('f[1]_*.png')).toBe(`${escaped}/f${String.raw`\[1\]`}_*.png`);
    expect(await patternFor('f_[0-9].png')).toBe(`${escaped}/f_[0-9].png`);
    expect(await patternFor('*.png')).toBe(`${escaped}/*.png`);
  });
});
