'use client';
import { Button } from '@mantine/core';
import { IconLock, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { PersonRow } from '#server/contracts/web/account.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useUrlState } from '../../_lib/url-state.ts';
import { useMay, useMe } from '../../_lib/use-me.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { SearchField } from '../../_ui/search-field.tsx';
import { EmptyNotice, ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import classes from './people.module.css';
import { type MadeLink, LinkDialog } from './link-dialog.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { isFound } from './person-looks.ts';

/** Everybody with an account: invite people, and change what they may do. */
export function PeoplePage() {
  usePageTitle('People');
  const right = useMay('people.change');
  const isOpen = useMe()?.mode === 'open';
  // No event that pages get says when somebody signed in, so each visit asks.
  const query = useQuery(useTRPC().people.find.queryOptions(undefined, { staleTime: 0, enabled: right.may }));
  const [url, setUrl] = useUrlState();
  const search = url.get('q') ?? '';
  const setSearch = useCallback((value: string) => setUrl({ q: value }), [setUrl]);
  const found = query.data?.filter((person) => isFound(person, search)) ?? [];
  const [editing, setEditing] = useState<PersonRow | 'new' | null>(null);
  const [link, setLink] = useState<MadeLink | null>(null);
  if (!right.may) {
    return (
      <EmptyNotice icon={<IconLock size={22} stroke={1.6} />} title="Only admins see this page">
        Ask one of them if somebody is to be invited, or needs another role or password.
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
        {query.data && query.data.length > 1 && (
          <SearchField label="Search people" value={search} onChange={setSearch} />
        )}
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
      {found.length > 0 && <PeopleList people={found} onEdit={setEditing} onLink={setLink} />}
      {query.data && query.data.length > 0 && found.length === 0 && (
        <EmptyNotice icon={<IconSearch size={22} stroke={1.6} />} title="Nobody matches">
          Names, e-mail addresses, roles and states are searched.
        </EmptyNotice>
      )}
      {query.data?.length === 0 && (
        <EmptyNotice icon={<IconUserPlus size={22} stroke={1.6} />} title="Nobody has an account yet">
          Invite somebody, and send them the link. The first should be for an admin.
        </EmptyNotice>
      )}
      <PersonDialog person={editing} onLink={setLink} onClose={() => setEditing(null)} />
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </div>
  );
}
