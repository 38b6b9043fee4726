import { callerMay } from '../../../access/caller.ts';
import { type Action, POLICY } from '../../../access/policy.ts';
import { personBody } from '../../../accounts/tell.ts';
import { ownerOf } from '../../../contracts/actor.ts';
import { personRoleSchema } from '../../../contracts/person.ts';
import { meSchema } from '../../../contracts/web/account.ts';
import { getPerson } from '../../../persistence/repositories/people.repository.ts';
import { procedureFor } from '../../init.ts';

const ACTIONS = Object.keys(POLICY) as Action[];

export const me = procedureFor('account.enter')
  .output(meSchema)
  .query(async ({ ctx: { farm, access, caller } }) => {
    const { actor, letInBy, roles } = caller;
    const personId = ownerOf(actor);
    const person = personId === null ? null : personBody(await getPerson(farm.database.tables, personId));
    return {
      mode: access.mode,
      person,
      role: personRoleSchema.options.find((role) => roles.has(role)) ?? null,
      let_in_by: letInBy.kind,
      network: letInBy.kind === 'network' ? letInBy.network : null,
      may: ACTIONS.filter((action) => callerMay(action, caller, 'own')),
      may_to_all: ACTIONS.filter((action) => callerMay(action, caller)),
      password_min_length: farm.config.settings.password_min_length,
    };
  });
