import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { ConfigError } from '../config-error.ts';
import { install } from './install.ts';
import { InstallError } from './install-error.ts';
import { removeWorker } from './remove-worker.ts';
import { parseRequest } from './request.ts';
import { systemTools } from './system-tools.ts';
import { writeWholeWith } from './write-whole.ts';

// What join.ps1 leaves to the worker that it has fetched: `node worker/install/main.ts install FILE`, where FILE is
// what it found out, and `node worker/install/main.ts remove DIR`, which leaves the files to it.
const systemRoot = process.env['SystemRoot'] ?? String.raw`C:\Windows`;
const run = systemTools(systemRoot);
const write = writeWholeWith();

try {
  const [what, given = ''] = process.argv.slice(2);
  if (what === 'install') await installFrom(given);
  else if (what === 'remove') await removeWorker({ dir: path.resolve(given), run, write, systemRoot });
  else throw new InstallError('this program is called by join.ps1');
} catch (error) {
  // To stdout: PowerShell takes what it reads from stderr for errors of its own.
  say(`ERROR: ${error instanceof InstallError || error instanceof ConfigError ? error.message : inspect(error)}`);
  process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function installFrom(file: string): Promise<void> {
  const request = parseRequest(await readFile(file, 'utf8'));
  const registrationSecret = process.env['FLAMENCO_REGISTRATION_SECRET']?.trim() || undefined;
  await install({
    request,
    registrationSecret,
    run,
    write,
    systemRoot,
    release: os.release(),
    say,
  });
}
