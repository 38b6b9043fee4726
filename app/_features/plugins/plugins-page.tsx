'use client';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';
import { useMay } from '../../_lib/use-me.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { EmptyNotice, ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { PluginEntry } from './plugin-entry.tsx';
import classes from './plugins.module.css';

/** All plugins: their state, what they add, and their settings. */
export function PluginsPage() {
  usePageTitle('Plugins');
  // No event says that a plugin is in trouble, so each visit asks.
  const right = useMay('farm.configure');
  const query = useQuery(useTRPC().plugins.find.queryOptions(undefined, { staleTime: 0, enabled: right.may }));
  if (!right.may) {
    return (
      <EmptyNotice icon={<IconLock size={22} stroke={1.6} />} title="Only admins see this page">
        {right.why}
      </EmptyNotice>
    );
  }
  const plugins = query.data?.plugins ?? [];
  const failed = plugins.filter(({ state }) => state === 'failed').length;
  return (
    <div className={classes.page}>
      <div className={page.head}>
        <h1 className={page.title}>Plugins {query.data && <span className={page.total}>{plugins.length}</span>}</h1>
        {failed > 0 && (
          <span className={classes.failed} role="status">
            {failed === 1 ? '1 has failed' : `${failed} have failed`}
          </span>
        )}
      </div>
      {query.data && (
        <p className={classes.hint}>
          Your own plugins go into <code>{query.data.folder}</code>, each in its own folder, and are found when the
          manager starts. Settings are in <code>flamenco-manager.yaml</code> under <code>plugins</code>.
        </p>
      )}
      {query.isError && query.data && <StaleNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows label="Loading plugins" count={4} />}
      {query.isError && !query.data && (
        <ErrorNotice
          title="The plugins could not be fetched"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      <DeadLetters />
      <ul className={classes.list} aria-label="Plugins">
        {inOrder(plugins).map((plugin) => (
          <PluginEntry key={plugin.id} plugin={plugin} />
        ))}
      </ul>
    </div>
  );
}

/** What needs attention comes first. */
function inOrder<Plugin extends { readonly state: string }>(plugins: readonly Plugin[]): Plugin[] {
  return plugins.toSorted((a, b) => Number(b.state === 'failed') - Number(a.state === 'failed'));
}
