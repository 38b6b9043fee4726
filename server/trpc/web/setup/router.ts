import { z } from 'zod';
import { signIn } from '../../../accounts/sign-in.ts';
import {
  blenderPathCheckResultSchema,
  blenderPathFindResultSchema,
  pathCheckResultSchema,
} from '../../../contracts/path-check.ts';
import {
  finishSetUpSchema,
  setUpFactsSchema,
  setUpPathSchema,
  setUpSecretSchema,
} from '../../../contracts/web/set-up.ts';
import { checkSharedStorage } from '../../../setup/check-shared-storage.ts';
import { checkBlender, findBlender } from '../../../setup/find-blender.ts';
import { finishSetUp } from '../../../setup/finish-set-up.ts';
import { procedureFor, router } from '../../init.ts';
import { openedLink } from './opened-link.ts';

/** Setting up a manager that has no configuration. All are changes, so that the secret is not part of an address. */
export const setupRouter = router({
  begin: procedureFor('manager.set-up')
    .input(setUpSecretSchema)
    .output(setUpFactsSchema)
    .mutation(({ ctx, input }) => {
      const { expiresAt } = openedLink(ctx, input.secret);
      const { home, settings } = ctx.farm.config;
      return { home, expires_at: expiresAt, password_min_length: settings.password_min_length };
    }),

  checkStorage: procedureFor('manager.set-up')
    .input(setUpPathSchema)
    .output(pathCheckResultSchema)
    .mutation(({ ctx, input }) => {
      openedLink(ctx, input.secret);
      return checkSharedStorage(input.path.trim());
    }),

  findBlender: procedureFor('manager.set-up')
    .input(setUpSecretSchema)
    .output(blenderPathFindResultSchema)
    .mutation(({ ctx, input }) => {
      openedLink(ctx, input.secret);
      return findBlender();
    }),

  checkBlender: procedureFor('manager.set-up')
    .input(setUpPathSchema)
    .output(blenderPathCheckResultSchema)
    .mutation(({ ctx, input }) => {
      openedLink(ctx, input.secret);
      return checkBlender(input.path);
    }),

  /** The first admin is signed in. The manager then starts again. */
  finish: procedureFor('manager.set-up')
    .input(setUpSecretSchema.extend({ choices: finishSetUpSchema }))
    .output(z.null())
    .mutation(async ({ ctx, input: { secret, choices } }) => {
      await openedLink(ctx, secret).use(secret, () => finishSetUp(ctx.farm, ctx.actor, choices));
      try {
        const { access, admin } = choices;
        if (access === 'accounts' && admin) {
          const { setCookie } = await signIn(
            ctx.farm,
            { nameOrEmail: admin.name, password: admin.password },
            ctx.visit,
          );
          ctx.setCookies(setCookie);
        }
      } finally {
        ctx.farm.restart();
      }
      return null;
    }),
});
