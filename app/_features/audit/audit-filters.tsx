import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { AUDIT_KINDS, type AuditActor } from '#server/contracts/audit.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { actorWords, KIND_WORDS } from './audit-text.ts';
import classes from './audit.module.css';
import type { useAuditFilter } from './use-audit-query.ts';

/** What narrows the log down, and where to get all that is left as a file. */
export function AuditFilters({ url, setUrl, filter }: ReturnType<typeof useAuditFilter>) {
  const trpc = useTRPC();
  const { data: actions = [] } = useQuery(trpc.audit.actions.queryOptions());
  const { data: actors = [] } = useQuery(trpc.audit.actors.queryOptions());
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
      <NativeSelect aria-label="Who" className={classes.who} data={choices(actors, url.get('who'))} {...field('who')} />
      <NativeSelect
        aria-label="What was changed"
        data={[
          { value: '', label: 'Everything' },
          ...AUDIT_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] })),
        ]}
        {...field('kind')}
      />
      <NativeSelect aria-label="Action" data={[{ value: '', label: 'Any action' }, ...actions]} {...field('action')} />
      <div className={classes.day}>
        From <TextInput type="date" aria-label="From day" {...field('from')} />
      </div>
      <div className={classes.day}>
        to <TextInput type="date" aria-label="To day" {...field('to')} />
      </div>
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

/** Everybody who made changes, by name, and whoever the page was opened for. */
function choices(actors: readonly AuditActor[], chosen: string | null) {
  const known = actors
    .map((actor) => ({ value: actor.id, label: actorWords(actor) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
  const isMissing = chosen !== null && chosen !== '' && !known.some(({ value }) => value === chosen);
  return [{ value: '', label: 'Everybody' }, ...known, ...(isMissing ? [{ value: chosen, label: chosen }] : [])];
}
