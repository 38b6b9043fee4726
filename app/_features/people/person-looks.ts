import { IconCircleCheckFilled, IconCircleOff, IconMailFast } from '@tabler/icons-react';
import type { PersonRole } from '#server/contracts/person.ts';
import type { PersonRow } from '#server/contracts/web/account.ts';
import type { Look } from '../../_ui/tone.ts';

type PersonState = 'active' | 'invited' | 'disabled';

const LOOKS: Readonly<Record<PersonState, Look>> = {
  active: { label: 'Active', tone: 'done', icon: IconCircleCheckFilled },
  invited: { label: 'Invited', tone: 'hold', icon: IconMailFast },
  disabled: { label: 'Disabled', tone: 'off', icon: IconCircleOff },
};

/** Whether somebody can sign in, and if not, why. Whoever signs in elsewhere has no password. */
export function personState({ disabled, has_password, signed_in_at }: PersonRow): PersonState {
  if (disabled) return 'disabled';
  return has_password || signed_in_at !== null ? 'active' : 'invited';
}

/** How the state of somebody's account looks. */
export function personLook(person: PersonRow): Look {
  return LOOKS[personState(person)];
}

/** Whether a person is among those that somebody searches for: by name, address, role or state, in any letter case. */
export function isFound(person: PersonRow, search: string): boolean {
  const { name, display_name, email, role } = person;
  const texts = [name, display_name, email ?? '', roleLabel(role), personLook(person).label];
  return texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));
}

/** The roles in words, with what each may do. */
export const ROLES: readonly { readonly value: PersonRole; readonly label: string; readonly text: string }[] = [
  { value: 'admin', label: 'Admin', text: 'Everything, also people and the configuration.' },
  { value: 'wrangler', label: 'Wrangler', text: 'All jobs, tasks and workers.' },
  { value: 'artist', label: 'Artist', text: 'Submits jobs, and changes their own.' },
  { value: 'viewer', label: 'Viewer', text: 'Only looks.' },
];

/** "Artist" for `artist`. */
export function roleLabel(role: PersonRole): string {
  return ROLES.find(({ value }) => value === role)?.label ?? role;
}
