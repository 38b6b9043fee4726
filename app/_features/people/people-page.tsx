'use client';
import { Button } from '@mantine/core';
import { IconLock, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonRow } from '#server/contracts/web/account.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay, useMe } from '../../_lib/use-me.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { EmptyNotice, ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import classes from './people.module.css';
import { type MadeLink, LinkDialog } from './link-dialog.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonDialog } from './person-dialog.tsx';

/** Everybody with an account: invite people, and change what they may do. */
export function PeoplePage() {
  usePageTitle('People');
  const right = useMay('people.change');
  const isOpen = useMe()?.mode === 'open';
  // No event that pages get says when somebody signed in, so each visit asks.
  const query = useQuery(useTRPC().people.find.queryOptions(undefined, { staleTime: 0, enabled: right.may }));
  const [editing, setEditing] = useState<PersonRow | 'new' | null>(null);
  const [link, setLink] = useState<MadeLink | null>(null);
  if (!right.may) {
    return (
      <EmptyNotice icon={<IconLock size={22} stroke={1.6} />} title="Only admins see this page">
        {right.why}
      </EmptyNotice>
    );
  }
  const invite = (
    <Button leftSection={<IconUserPlus size={14} />} onClick={() => setEditing('new')}>
      Invite
    </Button>
  );
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>People {query.data && <span className={page.total}>{query.data.length}</span>}</h1>
        <span className={classes.spacer} />
        {invite}
      </div>
      <p className={classes.hint}>
        {isOpen
          ? 'Nobody has to sign in on this farm now. Accounts count once the configuration says “access: accounts”.'
          : 'Whoever you invite gets a link, with which they choose a password.'}
      </p>
      {query.isError && query.data && <StaleNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows label="Loading people" count={4} />}
      {query.isError && !query.data && (
        <ErrorNotice title="The people could not be fetched" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && <PeopleList people={query.data} onEdit={setEditing} onLink={setLink} />}
      <PersonDialog person={editing} onLink={setLink} onClose={() => setEditing(null)} />
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </div>
  );
}
