import { z } from 'zod';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { ok, warning } from './check.ts';

const MARK = 'flamenco-devices:';

/** Asks Cycles itself, since only devices that it can use count. Kinds that this Blender does not know are skipped. */
export const DEVICES_SCRIPT = `
import bpy, json
found = {}
try:
    preferences = bpy.context.preferences.addons["cycles"].preferences
except KeyError:
    preferences = None
for kind in ("OPTIX", "CUDA", "HIP", "ONEAPI", "METAL"):
    try:
        devices = preferences.get_devices_for_type(kind)
    except Exception:
        continue
    names = [device.name for device in devices if device.type != "CPU"]
    if names:
        found[kind] = names
print("${MARK}" + json.dumps(found))
`;

const devicesSchema = z.record(z.string(), z.array(z.string()));
const KIND_NAMES: Readonly<Record<string, string>> = {
  OPTIX: 'OptiX',
  CUDA: 'CUDA',
  HIP: 'HIP',
  ONEAPI: 'oneAPI',
  METAL: 'Metal',
};

/** The GPUs that Blender can render with, from what it said to the script; `silence` is why it said nothing. */
export function checkGpus(output: string, silence: string): WorkerCheckItem {
  const devices = devicesIn(output);
  if (!devices) {
    const hint = 'Start this Blender by hand on this machine; a driver may be broken.';
    return warning('GPUs', `Blender did not say which ones it sees ${silence}`, hint);
  }
  return ok('GPUs', gpuText(devices));
}

/** What the script printed, found among Blender's other lines; undefined if it is not there. */
export function devicesIn(output: string): Readonly<Record<string, readonly string[]>> | undefined {
  const line = output.split('\n').find((text) => text.startsWith(MARK));
  if (line === undefined) return undefined;
  try {
    return devicesSchema.parse(JSON.parse(line.slice(MARK.length)));
  } catch {
    return undefined;
  }
}

/** Each GPU once, with the interfaces through which it can be used. */
export function gpuText(devices: Readonly<Record<string, readonly string[]>>): string {
  const kinds = new Map<string, string[]>();
  for (const [kind, names] of Object.entries(devices)) {
    for (const name of new Set(names)) {
      const count = names.filter((other) => other === name).length;
      const key = count > 1 ? `${count} × ${name}` : name;
      kinds.set(key, [...(kinds.get(key) ?? []), KIND_NAMES[kind] ?? kind]);
    }
  }
  if (kinds.size === 0) return 'none: Cycles renders on the processor';
  return [...kinds].map(([name, by]) => `${name} (${by.join(', ')})`).join('; ');
}
