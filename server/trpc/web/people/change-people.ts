import { z } from 'zod';
import { newPersonSchema, personChangeSchema, personSchema } from '../../../contracts/person.ts';
import { personIdSchema, personLinkSchema } from '../../../contracts/web/account.ts';
import { changePerson } from '../../../use-cases/change-person.ts';
import { invitePerson, linkPath, type MadeLink, makePersonLink } from '../../../use-cases/make-person-link.ts';
import { removePerson } from '../../../use-cases/remove-person.ts';
import { procedureFor } from '../../init.ts';

export const invite = procedureFor('people.change')
  .input(newPersonSchema)
  .output(personLinkSchema)
  .mutation(async ({ ctx, input }) => linkBody(await invitePerson(ctx.farm, ctx.actor, input)));

/** Another link, for somebody who has lost theirs or forgotten the password. */
export const makeLink = procedureFor('people.change')
  .input(personIdSchema.extend({ kind: z.enum(['invitation', 'reset']) }))
  .output(personLinkSchema)
  .mutation(async ({ ctx, input }) => linkBody(await makePersonLink(ctx.farm, ctx.actor, input.id, input.kind)));

export const change = procedureFor('people.change')
  .input(personIdSchema.extend({ change: personChangeSchema }))
  .output(personSchema)
  .mutation(({ ctx, input }) => changePerson(ctx.farm, ctx.actor, input.id, input.change));

export const remove = procedureFor('people.change')
  .input(personIdSchema)
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await removePerson(ctx.farm, ctx.actor, input.id);
    return null;
  });

function linkBody({ person, secret, expiresAt }: MadeLink) {
  return { person, path: linkPath(secret), expires_at: expiresAt };
}
