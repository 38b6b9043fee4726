import type { Action } from '#server/access/policy.ts';

/** What a token can be made for, in words. Null: nobody has to choose it, or a token cannot do it. */
const WORDS: Readonly<Record<Action, readonly [group: string, words: string] | null>> = {
  'manager.find': null,
  'manager.set-up': null,
  'pages.open': null,
  'api.describe': null,
  'add-on.download': null,
  'account.enter': null,
  'account.change': null,
  'work.do': null,
  'jobs.read': ['Jobs', 'See jobs'],
  'job-types.read': ['Jobs', 'See job types'],
  'jobs.submit': ['Jobs', 'Submit jobs'],
  'files.upload': ['Jobs', 'Upload files for jobs'],
  'jobs.change': ['Jobs', 'Pause, cancel and change jobs'],
  'jobs.hand-over': ['Jobs', 'Hand jobs over to somebody else'],
  'jobs.delete': ['Jobs', 'Delete jobs'],
  'tasks.read': ['Tasks', 'See tasks and logs'],
  'tasks.change': ['Tasks', 'Cancel and requeue tasks'],
  'job-files.read': ['Tasks', 'See rendered pictures'],
  'workers.read': ['Workers', 'See workers'],
  'workers.change': ['Workers', 'Change and remove workers'],
  'workers.register': ['Workers', 'Add workers'],
  'farm.read': ['Farm', 'See how the farm is doing'],
  'live.follow': ['Farm', 'Follow what happens'],
  'dead-letters.read': ['Farm', 'See failed events of plugins'],
  'dead-letters.change': ['Farm', 'Retry failed events of plugins'],
  'farm.configure': ['Farm', 'Change the configuration'],
  'audit.read': ['Farm', 'See who changed what'],
  'people.read': ['People', 'See who there is'],
  'people.change': null,
};

/** What even strangers may do; a token for chosen actions should not be able to do less. */
const ALWAYS: readonly Action[] = ['manager.find', 'pages.open', 'api.describe', 'add-on.download'];

export interface TokenActionGroup {
  readonly group: string;
  readonly actions: readonly { readonly action: string; readonly words: string }[];
}

/** What somebody can make a token for, in groups. @param may what they may do themselves */
export function tokenActionGroups(may: readonly string[]): TokenActionGroup[] {
  const offered = Object.entries(WORDS).flatMap(([action, entry]) =>
    entry && may.includes(action) ? [{ action, group: entry[0], words: entry[1] }] : [],
  );
  return [...Map.groupBy(offered, ({ group }) => group)].map(([group, actions]) => ({ group, actions }));
}

/** What to ask for when somebody chose these. */
export function withBasics(chosen: readonly string[]): string[] {
  return [...ALWAYS, ...chosen];
}

/** What somebody can be asked for, each in words; without what everybody may do. */
export function actionWords(actions: readonly string[]): { readonly action: string; readonly words: string }[] {
  return Object.entries(WORDS).flatMap(([action, entry]) =>
    entry && actions.includes(action) ? [{ action, words: entry[1] }] : [],
  );
}

/** What a token may do, in short. @param actions as the token has them; null is everything */
export function tokenScope(actions: readonly string[] | null): string {
  if (!actions) return 'everything its owner may do';
  const words = actions.flatMap((action) => {
    const entry = WORDS[action as Action];
    return entry ? [entry[1].toLowerCase()] : [];
  });
  return words.length > 3 ? `${words.slice(0, 3).join(', ')} and ${words.length - 3} more` : words.join(', ');
}
