import { z } from 'zod';
import { personInShortSchema, personRowSchema } from '../../../contracts/web/account.ts';
import { listPeople } from '../../../use-cases/list-people.ts';
import { procedureFor } from '../../init.ts';

/** Everybody with an account, with what only admins need to know. */
export const findPeople = procedureFor('people.change')
  .output(z.array(personRowSchema))
  .query(({ ctx }) => listPeople(ctx.farm));

/** Who there is, including those who may not sign in at present: what they own still has their name. */
export const peopleNames = procedureFor('people.read')
  .output(z.array(personInShortSchema))
  .query(async ({ ctx }) =>
    (await listPeople(ctx.farm)).map(({ id, name, display_name, role, disabled }) => ({
      id,
      name,
      display_name,
      role,
      disabled,
    })),
  );
