import type { ManagerService } from '#scripts/service/manager-service.ts';

/** A service whose paths have what each format has to escape. */
export const AWKWARD: ManagerService = {
  name: 'flamenco-ng-manager',
  scope: 'system',
  home: `/srv/Renée's "farm" & \\co $HOME 100% --> <1>`,
  account: 'renee',
  node: '/opt/node é $x %h/bin/node',
  tree: '/opt/flamenco ng',
  searchPath: '/opt/node é $x %h/bin:/usr/bin',
};

/** The words that start this manager. */
export const LAUNCHED = [
  AWKWARD.node,
  '/opt/flamenco ng/scripts/launch.mjs',
  '--prepared',
  'server/main.ts',
  '--home',
  AWKWARD.home,
];
export const KEPT = [
  AWKWARD.node,
  '/opt/flamenco ng/scripts/launch.mjs',
  '--prepared',
  'scripts/service/keep-manager.ts',
  AWKWARD.home,
];

/** The description that a list of steps writes. */
export function written(steps: readonly { do: string; text?: string }[]): string {
  return steps.find((step) => step.do === 'write' && step.text !== '')?.text ?? '';
}
