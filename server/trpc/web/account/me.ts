import { callerMay } from '../../../access/caller.ts';
import { type Action, POLICY } from '../../../access/policy.ts';
import { personBody } from '../../../accounts/tell.ts';
import { mayUsePassword } from '../../../accounts/ways-in.ts';
import { ownerOf } from '../../../contracts/actor.ts';
import { personRoleSchema } from '../../../contracts/person.ts';
import { meSchema } from '../../../contracts/web/account.ts';
import { hasPassword } from '../../../persistence/repositories/credentials.repository.ts';
import { getPerson } from '../../../persistence/repositories/people.repository.ts';
import { procedureFor } from '../../init.ts';

const ACTIONS = Object.keys(POLICY) as Action[];

export const me = procedureFor('account.enter')
  .output(meSchema)
  .query(async ({ ctx: { farm, access, caller } }) => {
    const { actor, letInBy, roles } = caller;
    const personId = ownerOf(actor);
    const row = personId === null ? null : await getPerson(farm.database.tables, personId);
    return {
      mode: access.mode,
      person: row && personBody(row),
      role: personRoleSchema.options.find((role) => roles.has(role)) ?? null,
      let_in_by: letInBy.kind,
      not_admitted: letInBy.kind === 'not-admitted' ? { who: letInBy.who, why: letInBy.why } : null,
      uses_password: row !== null && mayUsePassword(farm, row) && (await hasPassword(farm.database.tables, row.id)),
      network: letInBy.kind === 'network' ? letInBy.network : null,
      may: ACTIONS.filter((action) => callerMay(action, caller, 'own')),
      may_to_all: ACTIONS.filter((action) => callerMay(action, caller)),
      password_min_length: farm.config.settings.password_min_length,
    };
  });
