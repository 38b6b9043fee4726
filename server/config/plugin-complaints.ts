import { z } from 'zod';
import { type Complaint, complaintOf } from './declaration/complaint.ts';
import type { SettingsDeclaration } from './declare-settings.ts';

/**
 * What is wrong with settings of plugins, one complaint per plugin. `settings` is fitted, `given` as somebody wrote it.
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
