'use client';
import { IconHistory, IconLock, IconSearch } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useMay } from '../../_lib/use-me.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { EmptyNotice, ErrorNotice, StaleNotice } from '../../_ui/notice.tsx';
import page from '../../_ui/page.module.css';
import { SearchField } from '../../_ui/search-field.tsx';
import { SkeletonRows } from '../../_ui/skeleton-rows.tsx';
import { AUDIT_COLUMNS, auditCard } from './audit-columns.tsx';
import { OpenEntry } from './audit-entry.tsx';
import { AuditFilters } from './audit-filters.tsx';
import classes from './audit.module.css';
import { useAuditFilter, useAuditQuery } from './use-audit-query.ts';

/** Who changed what on the farm. */
export function AuditPage() {
  usePageTitle('Audit log');
  const right = useMay('audit.read');
  if (right.may) return <AuditLog />;
  return (
    <EmptyNotice icon={<IconLock size={22} stroke={1.6} />} title="Only admins and wranglers see this page">
      {right.why}
    </EmptyNotice>
  );
}

function AuditLog() {
  const { url, setUrl, filter } = useAuditFilter();
  const { query, rows, fetchMore } = useAuditQuery(filter);
  const opened = Number(url.get('open') ?? 0);
  const isFiltered = Object.keys(filter).length > 1 || filter.search !== '';
  const hrefOf = (id: string) => {
    const next = new URLSearchParams(url);
    next.set('open', id);
    return `/audit?${next.toString()}`;
  };
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>Audit log</h1>
        <span className={page.spacer} />
        <SearchField
          label="Search changes"
          value={filter.search}
          onChange={useCallback((q: string) => setUrl({ q }), [setUrl])}
        />
      </div>
      <AuditFilters url={url} setUrl={setUrl} filter={filter} />
      {query.isError && rows.length > 0 && <StaleNotice error={query.error} onRetry={() => void query.refetch()} />}
      <div className={classes.box}>
        {query.isPending && <SkeletonRows label="Loading the audit log" />}
        {query.isError && !query.data && (
          <ErrorNotice
            title="The audit log could not be fetched"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
        {query.isSuccess && rows.length === 0 && (
          <EmptyNotice
            icon={isFiltered ? <IconSearch size={22} stroke={1.6} /> : <IconHistory size={22} stroke={1.6} />}
            title={isFiltered ? 'No matching changes' : 'No changes yet'}
          >
            {isFiltered
              ? 'Change the search or the filters.'
              : 'Whatever people and programs change on the farm is listed here, with who did it and from where.'}
          </EmptyNotice>
        )}
        {rows.length > 0 && (
          <DataTable
            label="Changes"
            rows={rows}
            columns={AUDIT_COLUMNS}
            href={(row) => hrefOf(row.id)}
            card={auditCard}
            hasMore={query.hasNextPage}
            onMore={fetchMore}
          />
        )}
      </div>
      <OpenEntry id={opened > 0 ? opened : null} onClose={() => setUrl({ open: null })} />
    </div>
  );
}
