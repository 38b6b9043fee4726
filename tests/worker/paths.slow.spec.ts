import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { platformName } from '#shared/platform-name.ts';
import { expandVariables, replaceValuesByVariables } from '#server/domain/path-variables.ts';
import { buildVariableTable, type VariableDefinitions } from '#server/domain/variable-table.ts';
import { buildBlendFile } from '#tests/support/build-blend-file.ts';
import { runOne } from './support/command-context.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** Writes a file beside the frames, with what a program may hold that looks like a path. */
const program = (folder: string) => `
import pathlib
text = "a\\n//b", 7 // 2, 1 / 2
out = pathlib.Path(${JSON.stringify(folder)}, "it is here.txt")
out.parent.mkdir(exist_ok=True)
out.write_text(repr(text))
`;

describe('real Blender', () => {
  it('gets the same folder, and the same program, with and without a variable', async () => {
    const folder = await temporaryFolder();
    const storage: VariableDefinitions = new Map([
      ['storage', { isTwoway: true, values: [{ audience: 'all', platforms: [platformName()], value: folder }] }],
    ]);
    const scene = path.join(folder, 'cube.blend');
    await buildBlendFile(scene);
    const rendered = async (settings: Record<string, string>, definitions: VariableDefinitions) => {
      const table = buildVariableTable(definitions, 'workers', platformName());
      const { output = '', blendfile } = replaceValuesByVariables(settings, table);
      const args = ['--python-expr', program(output), '--render-output', output, '--render-frame', 1];
      const parameters = { exe: 'blender', exeArgs: '-b -y -noaudio', blendfile, args };
      const commands = [{ name: 'blender-render', parameters, total_step_count: 1 }];
      const [command] = expandVariables(commands, {
        manager: table,
        managerPlatform: platformName(),
        target: table,
        platform: platformName(),
      });
      const { failure } = await runOne('blender-render', command?.parameters ?? {});
      const files = await readdir(settings['output'] ?? '').catch(() => []);
      const note = path.join(settings['output'] ?? '', 'it is here.txt');
      return { failure, files: new Set(files), note: await readFile(note, 'utf8').catch(() => undefined) };
    };
    const as = (name: string) => ({ blendfile: scene, output: `${path.join(folder, name)}/` });
    const right = {
      failure: undefined,
      files: new Set(['0001.png', 'it is here.txt']),
      note: String.raw`('a\n//b', 3, 0.5)`,
    };
    expect(await rendered(as('without a variable'), new Map())).toEqual(right);
    expect(await rendered(as('with a variable'), storage)).toEqual(right);
  });
});
