import { z } from 'zod';
import { definePlugin } from '#server/plugins/define-plugin.ts';
import { procedureFor } from '#server/trpc/init.ts';
import { configSchema } from './config.ts';
import { joinRoutes } from './join-routes.ts';
import { manifest } from './manifest.ts';
import { createJoining } from './joining.ts';

export const joining = definePlugin({
  manifest,
  config: configSchema,
  routes: joinRoutes,
  web: (running) => ({
    info: procedureFor('workers.read')
      .input(z.object({}))
      .output(
        z.object({
          needs_secret: z.boolean().describe('Whether workers without the registration secret wait for approval.'),
        }),
      )
      .query(({ ctx }) => ({ needs_secret: running(ctx).needsSecret() })),
  }),
  start: createJoining,
});
