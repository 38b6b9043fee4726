import { FarmError } from '#server/domain/errors.ts';
import { inspect } from 'node:util';
import { openHome } from './account/open-home.ts';
import { ACCOUNT_HELP, parseAccountOptions, UsageError } from './account/options.ts';
import { carryOut } from './account/carry-out.ts';

/**
 * `npm run account -- …`: accounts of a farm from the command line of the manager's machine, whether the manager runs
 * or not. Exit code 1: refused; 2: the command line is wrong.
 */
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = parseAccountOptions(argv);
    if (!options) {
      process.stdout.write(ACCOUNT_HELP);
      return 0;
    }
    const opened = await openHome(options.home);
    try {
      const { printed, said } = await carryOut(opened.farm, options.order);
      if (said !== '') process.stderr.write(`${said}\n`);
      if (printed !== '') process.stdout.write(`${printed}\n`);
      return 0;
    } finally {
      await opened.close();
    }
  } catch (error) {
    const isExpected = error instanceof FarmError || error instanceof UsageError;
    process.stderr.write(`${isExpected ? error.message : inspect(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
