import { z } from 'zod';
import { configError } from './config-error.ts';
import { complaintOf } from './declaration/complaint.ts';
import { fitJson } from './declaration/fit-data.ts';
import { isRecord, withoutNulls } from './declaration/plain-data.ts';
import { keyName } from './declaration/tree.ts';
import type { SettingsDeclaration } from './declare-settings.ts';
import { pluginComplaints } from './plugin-complaints.ts';
import { type ConfigSettings, managerSchema } from './settings.ts';
import { signInComplaint } from './sign-in-complaint.ts';

/**
 * All settings, with names and values as they would be in the file: durations are texts, and the default variables are
 * included. Settings of plugins are as they are written. Holds secrets.
 */
export function settingsToJson(settings: ConfigSettings): Record<string, unknown> {
  return z.encode(managerSchema, settings);
}

/** The same, plus the plugins' defaults. Settings that a plugin cannot use are as they are written. Holds secrets. */
export function completeJson(declaration: SettingsDeclaration, settings: ConfigSettings): Record<string, unknown> {
  const plugins = [...declaration.plugins].map(([id, section]) => {
    const parsed = section.safeParse(settings.plugins[id] ?? {});
    return [id, parsed.success ? z.encode(section, parsed.data) : settings.plugins[id]] as const;
  });
  return { ...settingsToJson(settings), plugins: { ...settings.plugins, ...Object.fromEntries(plugins) } };
}

/**
 * Checks settings that came in as JSON. The result has only what was given, without unknown keys and nulls.
 * @throws FarmError bad-request, naming the first bad key
 */
export function checkedJson(declaration: SettingsDeclaration, json: unknown): Record<string, unknown> {
  const given = withVersion(withoutNulls(json));
  const { data } = fitJson(declaration.tree, given);
  const parsed = managerSchema.safeParse(data);
  const complaint = parsed.success
    ? (pluginComplaints(declaration, parsed.data.plugins, given)[0] ?? signInComplaint(parsed.data))
    : complaintOf(declaration.tree, parsed.error, given);
  if (complaint) throw configError({ key: keyName(complaint.path) }, complaint.text);
  return data as Record<string, unknown>;
}

/** Programs need not send the format's version. */
function withVersion(json: unknown): unknown {
  if (!isRecord(json)) throw configError({}, 'the configuration must be a JSON object');
  const { _meta: meta = {}, ...rest } = json;
  return { _meta: isRecord(meta) ? { version: 3, ...meta } : meta, ...rest };
}
