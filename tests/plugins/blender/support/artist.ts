import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, runQuietly } from '#scripts/system/run-quietly.ts';
import type { Blender } from './blenders.ts';

/** Precedes each line that `report()` in `artist.py` prints. */
const MARK = '@@report ';
const FOLDER = join(import.meta.dirname, '..');

/** What a script reported, by the name of each report. */
export type Reports = Record<string, unknown>;

/** Somebody at a computer with Blender, with their own home folder and settings, and a Blender to run scripts in. */
export interface Artist {
  /** The home folder, which also holds the artist's files. Gone after `leave`. */
  readonly home: string;
  /**
   * Runs a script of this folder in Blender. It may `import artist`, which has `report`, `install_add_on` and more.
   * @param args available to the script as `artist.ARGS`
   * @throws Error with what Blender printed, if the script fails
   */
  run(script: string, args?: Record<string, unknown>): Promise<Reports>;
  leave(): Promise<void>;
}

/** @param start what precedes Blender's own command, such as `xvfb-run` and its options */
export async function newArtist(blender: Blender, start: readonly string[] = []): Promise<Artist> {
  const home = await mkdtemp(join(tmpdir(), 'künstler '));
  const temporary = join(home, 'tmp');
  await mkdir(temporary);
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    TMPDIR: temporary,
    PYTHONPATH: join(FOLDER, 'support'),
    PYTHONDONTWRITEBYTECODE: '1',
  };
  return {
    home,
    run: async (script, args = {}) => {
      const all = [...start, ...blender.command(join(FOLDER, script)), JSON.stringify(args)];
      const [command = '', ...words] = all;
      const { code, said } = await runQuietly(command, words, { cwd: home, env });
      if (code !== 0) throw new Error(`${script} in ${blender.name} ended with ${code}\n${lastLines(said, 60)}`);
      return reportsIn(said);
    },
    leave: () => rm(home, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function reportsIn(said: string): Reports {
  const lines = said.split('\n').filter((line) => line.startsWith(MARK));
  return Object.assign({}, ...lines.map((line) => JSON.parse(line.slice(MARK.length)) as Reports)) as Reports;
}
