'use client';
import { IconUserOff } from '@tabler/icons-react';
import { useMe } from '../../_lib/use-me.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { Facts } from '../../_ui/facts.tsx';
import { EmptyNotice } from '../../_ui/notice.tsx';
import { roleLabel } from '../people/person-looks.ts';
import classes from './account.module.css';
import { ChangePassword } from './change-password.tsx';
import { ProviderLink } from './provider-link.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';

/** The reader's own account: password, second factor, where they are signed in, and tokens for programs. */
export function AccountPage() {
  usePageTitle('My account');
  const me = useMe();
  if (!me) return null;
  const { person, role } = me;
  if (!person) {
    return (
      <EmptyNotice icon={<IconUserOff size={22} stroke={1.6} />} title="You have no account here">
        {me.mode === 'open'
          ? 'Nobody signs in on this farm. Everybody on its network may do everything.'
          : 'You are in without signing in.'}
      </EmptyNotice>
    );
  }
  const names = [person.name, person.display_name];
  return (
    <div className={classes.page}>
      <h1 className={classes.heading}>My account</h1>
      <section className={classes.card} aria-label="Who I am">
        <Facts
          facts={[
            ['Name', person.display_name],
            ['Signs in as', person.name],
            ['E-mail', person.email ?? '–'],
            ['Role', role ? roleLabel(role) : '–'],
          ]}
        />
        <p className={classes.text}>An admin of the farm can change these.</p>
      </section>
      {me.uses_password && <ChangePassword names={names} />}
      {me.uses_password && <SecondFactor isOn={person.two_factor} name={person.name} />}
      <ProviderLink hasPassword={me.uses_password} />
      <Sessions />
      <Tokens />
    </div>
  );
}
