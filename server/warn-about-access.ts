import type { Farm } from './farm/farm.ts';
import { countAdmins } from './persistence/repositories/people.repository.ts';

/** Says in the log what somebody has probably not meant about who may use the farm. */
export async function warnAboutAccess({ config, database, logger }: Farm): Promise<void> {
  const { hasFile, saysWhoMayEnter, settings } = config;
  if (hasFile && !saysWhoMayEnter) {
    logger.warn(
      { file: 'flamenco-manager.yaml' },
      'everybody who can reach this manager may do everything, because the configuration does not have the key "access"; write "access: accounts" to let in only people who sign in, or "access: open" to leave it like this (docs/accounts.md)',
    );
  }
  if (settings.access === 'accounts' && (await countAdmins(database.tables)) === 0) {
    logger.warn(
      'nobody can sign in as an admin yet; make one with "npm run account -- create NAME --role admin" on this machine (docs/accounts.md)',
    );
  }
}
