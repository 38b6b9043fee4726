import { Menu, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLogin2, IconLogout2, IconUser, IconUserCircle, IconUsers } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation.js';
import { PAGES, signInPlace } from '../../_lib/next-place.ts';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay, useMe } from '../../_lib/use-me.ts';
import { Name } from '../../_ui/name.tsx';
import classes from './who-menu.module.css';

/** Says who the reader is, and leads to their account. Shows nothing on a farm where nobody signs in. */
export function WhoMenu() {
  const me = useMe();
  const router = useRouter();
  const mayManage = useMay('people.change').may;
  const signOut = useMutation(
    useTRPC().account.signOut.mutationOptions({
      // Loaded afresh, so that nothing stays in this tab.
      onSuccess: () => window.location.assign(`${PAGES}/sign-in`),
      onError: ({ message }) => {
        notifications.show({ color: 'red', title: 'You are still signed in', message: sentence(message) });
      },
    }),
  );
  if (!me || me.mode === 'open' || me.let_in_by === 'nobody' || me.not_admitted) return null;
  const { person, role, network } = me;
  const name = person?.display_name ?? 'Guest';
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.who} aria-label={`Account of ${name}`}>
          <span className={classes.face} aria-hidden>
            {person ? initials(name) : <IconUser size={15} stroke={1.8} />}
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.head}>
          <b>
            <Name>{name}</Name>
          </b>
          <span>
            {person && person.name !== name ? `${person.name} · ` : ''}
            {role}
          </span>
          {me.let_in_by === 'proxy' && <span>Signed in by the proxy in front; sign out there</span>}
          {network !== null && <span>In without a log-in because of {network}</span>}
        </div>
        <Menu.Divider />
        {person && (
          <Menu.Item leftSection={<IconUserCircle size={16} stroke={1.6} />} onClick={() => router.push('/account')}>
            My account
          </Menu.Item>
        )}
        {mayManage && (
          <Menu.Item leftSection={<IconUsers size={16} stroke={1.6} />} onClick={() => router.push('/people')}>
            People
          </Menu.Item>
        )}
        {me.let_in_by === 'session' ? (
          <Menu.Item leftSection={<IconLogout2 size={16} stroke={1.6} />} onClick={() => signOut.mutate()}>
            Sign out
          </Menu.Item>
        ) : me.let_in_by === 'proxy' ? null : (
          <Menu.Item
            leftSection={<IconLogin2 size={16} stroke={1.6} />}
            onClick={() => window.location.assign(signInPlace(window.location, false))}
          >
            Sign in
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** "AL" of "Ada Lovelace", "A" of "ada". */
function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => word !== '');
  const [first = '', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return [first, last]
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
}
