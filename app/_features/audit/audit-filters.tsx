import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { AUDIT_KINDS } from '#server/contracts/audit.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from './audit.module.css';
import type { useAuditFilter } from './use-audit-query.ts';

/** What narrows the log down, and where to get all that is left as a file. */
export function AuditFilters({ url, setUrl, filter }: ReturnType<typeof useAuditFilter>) {
  const trpc = useTRPC();
  const { data: actions = [] } = useQuery(trpc.audit.actions.queryOptions());
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
  const isNarrowed = query !== '';
  const field = (name: string) => ({
    size: 'xs',
    value: url.get(name) ?? '',
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
      setUrl({ [name]: event.currentTarget.value }),
  });
  return (
    <div className={classes.filters}>
      <NativeSelect
        aria-label="What was changed"
        data={[{ value: '', label: 'Everything' }, ...AUDIT_KINDS.map((kind) => ({ value: kind, label: kind }))]}
        {...field('kind')}
      />
      <NativeSelect aria-label="Action" data={[{ value: '', label: 'Any action' }, ...actions]} {...field('action')} />
      <TextInput type="date" aria-label="From day" {...field('from')} />
      <TextInput type="date" aria-label="To day" {...field('to')} />
      {isNarrowed && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} />}
          onClick={() => setUrl({ q: null, kind: null, action: null, from: null, to: null, who: null, subject: null })}
        >
          Clear
        </Button>
      )}
      <span className={classes.files}>
        {(['csv', 'jsonl'] as const).map((kind) => (
          <Button
            key={kind}
            component="a"
            href={`/audit.${kind}${isNarrowed ? `?${query}` : ''}`}
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
          >
            {kind === 'csv' ? 'CSV' : 'JSON lines'}
          </Button>
        ))}
      </span>
    </div>
  );
}
