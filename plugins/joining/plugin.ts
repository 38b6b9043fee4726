import { z } from 'zod';
import { text } from '#server/contracts/limits.ts';
import { definePlugin } from '#server/plugins/define-plugin.ts';
import { procedureFor } from '#server/trpc/init.ts';
import { archiveOf } from './archive.ts';
import { configSchema } from './config.ts';
import { joinRoutes } from './join-routes.ts';
import { manifest } from './manifest.ts';
import { createJoining, type Joining, type ScriptName } from './joining.ts';
import { originOf } from './manager-url-of.ts';

const checksumSchema = z.string().describe('SHA-256 in hexadecimal.');
const infoSchema = z.object({
  needs_secret: z
    .boolean()
    .describe('Whether workers without registration secret and enrolment code wait for approval.'),
  has_secret: z.boolean().describe('Whether there is a registration secret.'),
  checksums: z
    .object({ 'join.sh': checksumSchema, 'join.ps1': checksumSchema })
    .optional()
    .describe('Of the scripts, as a machine gets them that reaches the manager at `manager_url`.'),
});

export const joining = definePlugin({
  manifest,
  config: configSchema,
  routes: joinRoutes,
  web: (running) => ({
    info: procedureFor('workers.read')
      .input(z.object({ manager_url: text(300).optional() }))
      .output(infoSchema)
      .query(async ({ ctx, input }) => {
        const api = running(ctx);
        const url = input.manager_url;
        return {
          needs_secret: api.needsSecret(),
          has_secret: api.hasSecret(),
          ...(url !== undefined && { checksums: await checksumsOf(api, originOf(url)) }),
        };
      }),
  }),
  start: createJoining,
});

async function checksumsOf(api: Joining, managerUrl: string): Promise<Record<ScriptName, string>> {
  const checksum = async (name: ScriptName) => archiveOf(Buffer.from(await api.script(name, managerUrl))).checksum;
  return { 'join.sh': await checksum('join.sh'), 'join.ps1': await checksum('join.ps1') };
}
