import { execFile } from 'node:child_process';
import { access, constants, lstat, readdir, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { consoleTexts } from './console-texts.ts';
import { type FileKind, type Machine, type Surroundings } from './machine.ts';
import { registryQuestion } from './registry.ts';

const TOOLS = fileURLToPath(new URL('../../tools', import.meta.url));
const QUESTION_LIMIT_MS = 5_000;

/** This machine, as programs with this environment see it. */
export function thisMachine(environment: Surroundings['environment'] = process.env): Machine {
  const surroundings = { platform: process.platform, environment };
  return {
    ...surroundings,
    home: os.homedir(),
    tools: TOOLS,
    look,
    namesIn: (folder) => readdir(folder).catch(() => []),
    textOf: (file) => readFile(file, 'utf8').catch(() => ''),
    registry: (key) => askRegistry(key, surroundings),
  };
}

async function look(file: string): Promise<FileKind> {
  try {
    if (!(await stat(file)).isFile()) return 'not-executable';
  } catch (error) {
    // What Windows has for programs of its Store cannot be followed, only started.
    if (process.platform === 'win32' && (await lstat(file).catch(() => undefined))) return 'program';
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'EACCES' || code === 'EPERM' ? 'hidden' : 'missing';
  }
  return access(file, constants.X_OK).then(
    () => 'program',
    () => 'not-executable',
  );
}

async function askRegistry(key: string, surroundings: Surroundings): Promise<string[]> {
  const { program, args } = registryQuestion(surroundings, key);
  const answer = await promisify(execFile)(program, [...args], {
    encoding: 'buffer',
    windowsHide: true,
    windowsVerbatimArguments: true,
    timeout: QUESTION_LIMIT_MS,
  }).catch(() => undefined);
  return answer === undefined ? [] : consoleTexts(answer.stdout);
}
