import { z } from 'zod';
import { type WorkerBlender, type WorkerCheckItem, workerBlenderSchema } from '#server/contracts/worker-check.ts';
import { runBriefly } from '#system/programs/run-briefly.ts';
import { type MachineCheckParts } from './check.ts';
import { checkGpus, DEVICES_SCRIPT } from './check-gpus.ts';

const BLENDER_MILLISECONDS = 60_000;
const MARK = 'flamenco-blender:';

/** Prints what add-ons have brought into this Blender. The engines that are built in belong to its version. */
const SCRIPT = `${DEVICES_SCRIPT}
import os
engines = sorted({engine.bl_idname for engine in bpy.types.RenderEngine.__subclasses__()})
add_ons = sorted(bpy.context.preferences.addons.keys())
print("${MARK}" + json.dumps({
    "engines": engines[:500],
    "add_ons": add_ons[:500],
    "color_config": os.environ.get("OCIO", "")[:2000],
}))
`;
const saidSchema = workerBlenderSchema.omit({ version: true });

/** What a look into Blender found. `has` is undefined if it did not say what it has. */
export interface LookIntoBlender {
  readonly gpus: WorkerCheckItem;
  readonly has: Omit<WorkerBlender, 'version'> | undefined;
}

/** Starts Blender as tasks do, with the add-ons of this account, and asks it what it has. */
export async function lookIntoBlender(
  { environment, signal }: MachineCheckParts,
  exe: string,
): Promise<LookIntoBlender> {
  // On one line, because Windows cannot pass more on to scripts.
  const args = ['--background', '-noaudio', '--python-expr', `exec(${JSON.stringify(SCRIPT)})`];
  const run = await runBriefly(exe, args, { environment, limitMs: BLENDER_MILLISECONDS, signal });
  if (run.kind === 'too-slow')
    return { gpus: checkGpus('', `within ${BLENDER_MILLISECONDS / 1000} s`), has: undefined };
  const { stdout: output } = run;
  const silence = run.kind === 'failed' ? `(${run.reason})` : 'although it ended without an error';
  return { gpus: checkGpus(output, silence), has: equipmentIn(output) };
}

/** What the script printed, found among Blender's other lines; undefined if it is not there. */
export function equipmentIn(output: string): LookIntoBlender['has'] {
  const line = output.split('\n').find((text) => text.startsWith(MARK));
  if (line === undefined) return undefined;
  try {
    return saidSchema.parse(JSON.parse(line.slice(MARK.length)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
