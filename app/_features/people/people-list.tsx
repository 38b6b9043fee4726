import { IconShieldCheck } from '@tabler/icons-react';
import type { PersonRow } from '#server/contracts/web/account.ts';
import { useMe } from '../../_lib/use-me.ts';
import { Name } from '../../_ui/name.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import type { MadeLink } from './link-dialog.tsx';
import classes from './people.module.css';
import { personLook, roleLabel } from './person-looks.ts';
import { PersonMenu } from './person-menu.tsx';

interface Props {
  readonly people: readonly PersonRow[];
  readonly onEdit: (person: PersonRow) => void;
  readonly onLink: (link: MadeLink) => void;
}

/** The people by name, each with a menu of what can be done. */
export function PeopleList({ people, onEdit, onLink }: Props) {
  const own = useMe()?.person?.id;
  const sorted = people.toSorted((a, b) => a.display_name.localeCompare(b.display_name, 'en', { numeric: true }));
  return (
    <table className={classes.table} aria-label="People">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col">State</th>
          <th scope="col">Last sign-in</th>
          <th scope="col">Second factor</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((person) => (
          <tr key={person.id} data-muted={person.disabled || undefined}>
            <td className={classes.who}>
              <button type="button" className={classes.name} onClick={() => onEdit(person)}>
                <Name>{person.display_name}</Name>
              </button>
              {person.id === own && <span className={classes.mark}>you</span>}
              <small>
                <Name>{signsInWith(person)}</Name>
              </small>
            </td>
            <td>{roleLabel(person.role)}</td>
            <td>
              <StatusBadge look={personLook(person)} />
            </td>
            <td data-label="Last sign-in">
              <RelativeTime iso={person.signed_in_at} />
            </td>
            <td data-label="Second factor">
              {person.two_factor ? (
                <span className={classes.factor}>
                  <IconShieldCheck size={15} stroke={1.8} aria-hidden /> On
                </span>
              ) : (
                <span className={classes.dim}>Off</span>
              )}
            </td>
            <td className={classes.menu}>
              <PersonMenu person={person} onEdit={() => onEdit(person)} onLink={onLink} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What somebody can sign in with besides what the pages call them. */
function signsInWith({ name, display_name, email }: PersonRow): string {
  return [name === display_name ? null : name, email].filter((part) => part !== null).join(' · ');
}
