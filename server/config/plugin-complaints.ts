import { z } from 'zod';
import { type Complaint, complaintOf } from './declaration/complaint.ts';
import type { SettingsDeclaration } from './declare-settings.ts';

/**
 * What is wrong with the settings of plugins, one complaint per plugin. `settings` has been fitted to the declaration,
 * `given` is what somebody wrote.
 */
export function pluginComplaints(
  { tree, plugins }: SettingsDeclaration,
  settings: Readonly<Record<string, unknown>>,
  given: unknown,
): Complaint[] {
  return [...plugins].flatMap(([id, section]) => {
    const parsed = section.safeParse(settings[id] ?? {});
    if (parsed.success) return [];
    const issues = parsed.error.issues.map((issue) => ({ ...issue, path: ['plugins', id, ...issue.path] }));
    return [complaintOf(tree, new z.ZodError(issues), given)];
  });
}
