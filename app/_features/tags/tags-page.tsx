'use client';
import { Button } from '@mantine/core';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TagRow } from '#server/contracts/web/tag-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import { EmptyNotice, ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { DeleteTag } from './delete-tag.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { TagList } from './tag-list.tsx';
import classes from './tags.module.css';

/** All worker tags: what they are for, which workers have them, and which jobs need them. */
export function TagsPage() {
  // Events do not say which job is bound to which tag, so each visit asks.
  const query = useQuery(useTRPC().tags.find.queryOptions({}, { staleTime: 0 }));
  const [editing, setEditing] = useState<TagRow | 'new' | null>(null);
  const [leaving, setLeaving] = useState<TagRow | null>(null);
  const { may } = useMay('workers.change');
  const create = may && (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
      New tag
    </Button>
  );
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>Tags {query.data && <span className={page.total}>{query.data.length}</span>}</h1>
        <span className={classes.spacer} />
        {query.data && query.data.length > 0 && create}
      </div>
      <p className={classes.hint}>
        A job that is bound to a tag runs only on workers that have it. A job without one runs on any worker.
      </p>
      {query.isError && query.data && <StaleNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows label="Loading tags" count={4} />}
      {query.isError && !query.data && (
        <ErrorNotice title="The tags could not be fetched" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data?.length === 0 && (
        <EmptyNotice icon={<IconTags size={22} stroke={1.6} />} title="No tags yet">
          <p>Create one for anything that only some workers have: a graphics card, plenty of memory, a licence.</p>
          {create}
        </EmptyNotice>
      )}
      {query.data && query.data.length > 0 && <TagList tags={query.data} onEdit={setEditing} onDelete={setLeaving} />}
      <TagDialog tag={editing} onClose={() => setEditing(null)} />
      <DeleteTag tag={leaving} onClose={() => setLeaving(null)} />
    </div>
  );
}
