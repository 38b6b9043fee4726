import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconDots,
  IconKey,
  IconLink,
  IconLogout2,
  IconPencil,
  IconTrash,
  IconUserCheck,
  IconUserOff,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonRow } from '#server/contracts/web/account.ts';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import { ConfirmDialog } from '../../_ui/confirm-dialog.tsx';
import type { MadeLink } from './link-dialog.tsx';
import { type PersonQuestion, personQuestions } from './person-questions.ts';
import { PersonTokens } from './person-tokens.tsx';

interface Props {
  readonly person: PersonRow;
  readonly onEdit: () => void;
  readonly onLink: (link: MadeLink) => void;
}

/** What an admin can do with somebody's account. What ends something asks first. */
export function PersonMenu({ person, onEdit, onLink }: Props) {
  const { people } = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<PersonQuestion | null>(null);
  const [hasTokensOpen, setHasTokensOpen] = useState(false);
  const name = visibleText(person.display_name);
  const options = {
    onError: ({ message }: { readonly message: string }) => {
      notifications.show({ color: 'red', title: 'Nothing was changed', message: sentence(message), autoClose: 8000 });
    },
    onSettled: () => queryClient.invalidateQueries(people.pathFilter()),
  };
  const tell = (title: string) => () => {
    notifications.show({ color: 'orchid', title, message: name });
  };
  const change = useMutation(people.change.mutationOptions(options));
  const remove = useMutation(people.remove.mutationOptions({ ...options, onSuccess: tell('The account was removed') }));
  const endSessions = useMutation(
    people.endSessions.mutationOptions({ ...options, onSuccess: tell('Signed out everywhere') }),
  );
  const makeLink = useMutation(people.makeLink.mutationOptions({ ...options, onSuccess: onLink }));
  const { id } = person;
  const kind = person.has_password ? 'reset' : 'invitation';
  const act: Readonly<Record<PersonQuestion, () => void>> = {
    link: () => makeLink.mutate({ id, kind }),
    'sign-out': () => endSessions.mutate({ id }),
    disable: () => change.mutate({ id, change: { disabled: true } }),
    remove: () => remove.mutate({ id }),
  };
  const question = personQuestions(person)[asking ?? 'remove'];
  const item = { size: 16, stroke: 1.6 };
  return (
    <>
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${name}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil {...item} />} onClick={onEdit}>
            Change…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLink {...item} />}
            disabled={person.disabled}
            onClick={() => (kind === 'reset' ? setAsking('link') : act.link())}
          >
            {kind === 'reset' ? 'Link for a new password…' : 'New invitation link'}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey {...item} />} onClick={() => setHasTokensOpen(true)}>
            API tokens…
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout2 {...item} />} onClick={() => setAsking('sign-out')}>
            Sign out everywhere…
          </Menu.Item>
          <Menu.Divider />
          {person.disabled ? (
            <Menu.Item
              leftSection={<IconUserCheck {...item} />}
              onClick={() => change.mutate({ id, change: { disabled: false } })}
            >
              Enable
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconUserOff {...item} />} onClick={() => setAsking('disable')}>
              Disable…
            </Menu.Item>
          )}
          <Menu.Item color="red" leftSection={<IconTrash {...item} />} onClick={() => setAsking('remove')}>
            Remove…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        open={asking !== null}
        title={question.title}
        text={question.text}
        confirm={question.confirm}
        isSafe={asking === 'link'}
        onClose={(confirmed) => {
          if (confirmed && asking) act[asking]();
          setAsking(null);
        }}
      />
      <PersonTokens person={hasTokensOpen ? person : null} onClose={() => setHasTokensOpen(false)} />
    </>
  );
}
