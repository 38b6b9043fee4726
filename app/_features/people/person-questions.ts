import type { PersonRow } from '#server/contracts/web/account.ts';
import { visibleText } from '../../_lib/visible-text.ts';

/** What is asked about before it is done to somebody's account. */
export type PersonQuestion = 'link' | 'sign-out' | 'disable' | 'remove';

interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
}

/** The questions about somebody, which say what will happen. */
export function personQuestions({ display_name }: PersonRow): Readonly<Record<PersonQuestion, Question>> {
  const name = visibleText(display_name);
  return {
    link: {
      title: `Make a link for a new password of ${name}?`,
      text: 'The password stays as it is until the link is used. A link that you made before stops working.',
      confirm: 'Make link',
    },
    'sign-out': {
      title: `Sign ${name} out everywhere?`,
      text: 'The password stays as it is, so signing in again is possible at once. API tokens go on working.',
      confirm: 'Sign out',
    },
    disable: {
      title: `Disable the account of ${name}?`,
      text: 'This signs the person out everywhere and refuses the password and all API tokens until the account is enabled again. Jobs stay and go on rendering.',
      confirm: 'Disable',
    },
    remove: {
      title: `Remove the account of ${name} for good?`,
      text: 'This signs the person out everywhere and removes all API tokens. The jobs stay and go on rendering, but only wranglers and admins can change them then. The history goes on naming the person. If they may come back, disable the account instead.',
      confirm: 'Remove',
    },
  };
}
