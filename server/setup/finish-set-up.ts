import type { FinishSetUp } from '../contracts/web/set-up.ts';
import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { findPersonBySignIn } from '../persistence/repositories/people.repository.ts';
import { createPerson } from '../use-cases/create-person.ts';
import { setPassword } from '../use-cases/set-password.ts';
import { answered, logWarnings, tellOfSettings } from '../use-cases/update-configuration.ts';
import { checkSharedStorage } from './check-shared-storage.ts';
import { setupChanges } from './save-setup.ts';

/** The admins that were made before the configuration could not be written; only the first start makes any. */
const unfinished = new WeakMap<Farm, string>();

/**
 * Sets up a manager that has no configuration: makes the first admin, unless nobody is to sign in, and then writes the
 * configuration. It takes effect at the next start.
 * @throws FarmError bad-request, conflict (somebody has that name), unusable (the file cannot be written), busy
 */
export async function finishSetUp(farm: Farm, by: Actor, choices: FinishSetUp): Promise<void> {
  const { access, admin, storage, blender } = choices;
  const checked = await checkSharedStorage(storage.trim());
  if (!checked.is_usable) throw new FarmError('bad-request', { message: `storage: ${checked.cause}` });
  const changes = setupChanges({ storageLocation: storage, blenderExecutable: blender });
  if (access === 'accounts') {
    if (!admin) throw new FarmError('bad-request', { message: 'admin: is missing; somebody has to make the others' });
    await makeAdmin(farm, by, admin);
  }
  const { config: before } = farm;
  const config = await answered(farm, () =>
    farm.configuration.change([{ path: ['access'], value: access }, ...changes]),
  );
  await tellOfSettings(farm, by, before, config);
  logWarnings(farm, config);
  farm.logger.info({ access }, 'manager was set up');
}

async function makeAdmin(farm: Farm, by: Actor, { name, password }: NonNullable<FinishSetUp['admin']>): Promise<void> {
  const made = unfinished.get(farm);
  const known = await findPersonBySignIn(farm.database.tables, name);
  if (made !== undefined && known?.id === made) return setPassword(farm, by, made, { password });
  const { id } = await createPerson(farm, by, { name, role: 'admin' }, { password });
  unfinished.set(farm, id);
}
