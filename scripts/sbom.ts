import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '#shared/message-of.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { billOfMaterials } from './sbom/bill-of-materials.ts';

/**
 * `npm run sbom [-- FILE]`: the software bill of materials of what ships, as CycloneDX JSON, for scanners and for
 * whoever has to know what a farm runs. Needs no network. Exit code: 0 = done, 1 = it could not be made, 2 = the
 * command line is wrong.
 */
const USAGE = 'usage: npm run --silent sbom [-- FILE]   (without FILE, it is printed)\n';

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const file = fileOf(args);
  if (file === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const bill = await billOfMaterials(PROJECT_ROOT);
    const text = `${JSON.stringify(bill, null, 2)}\n`;
    if (file === '') process.stdout.write(text);
    // A path is meant from where npm was called; the launcher has moved to the project's folder.
    else await writeFile(resolve(process.env.INIT_CWD ?? '.', file), text);
    process.stderr.write(`${bill.components.length} components${file === '' ? '' : ` in ${file}`}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`The bill of materials could not be made: ${messageOf(error)}\n`);
    return 1;
  }
}

/** Where it goes: a file, or '' for standard output; undefined if the command line is wrong. */
function fileOf(args: string[]): string | undefined {
  try {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    return positionals.length > 1 ? undefined : (positionals[0] ?? '');
  } catch {
    return undefined;
  }
}
