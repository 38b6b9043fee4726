import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import classes from './worker-check.module.css';

const LOOKS = {
  problem: { icon: IconCircleX, label: 'Problem' },
  warning: { icon: IconAlertTriangle, label: 'Warning' },
  ok: { icon: IconCircleCheck, label: 'Fine' },
} as const satisfies Record<WorkerCheckItem['level'], unknown>;

const ORDER = ['problem', 'warning', 'ok'] as const;

/** What the worker found out about its machine when it last signed on; what needs attention comes first. */
export function WorkerCheck({ workerId }: { readonly workerId: string }) {
  const query = useQuery(useTRPC().workers.lastCheck.queryOptions({ id: workerId }, { staleTime: 0 }));
  const [all, setAll] = useState(false);
  if (query.error) return <span role="alert">The self-check could not be fetched: {query.error.message}</span>;
  if (!query.data) return <span className={classes.dim}>Fetching the self-check…</span>;
  const { checked_at: checkedAt, checks } = query.data;
  if (checkedAt === null) {
    return (
      <span className={classes.dim}>
        This worker has not sent a self-check. Flamenco-NG’s worker does each time it signs on; Flamenco 3’s cannot.
      </span>
    );
  }
  const sorted = checks.toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
  const trouble = sorted.filter((item) => item.level !== 'ok');
  const shown = trouble.length > 0 && !all ? trouble : sorted;
  return (
    <>
      <p className={classes.when}>
        {trouble.length === 0 ? 'All fine' : summary(checks)}, checked <RelativeTime iso={checkedAt} />
      </p>
      <ul className={classes.checks}>
        {shown.map((item) => (
          <CheckLine key={item.name} item={item} />
        ))}
      </ul>
      {trouble.length > 0 && trouble.length < sorted.length && (
        <UnstyledButton className={classes.more} onClick={() => setAll(!all)}>
          {all ? 'Show only what needs attention' : `Show all ${sorted.length}`}
        </UnstyledButton>
      )}
    </>
  );
}

function CheckLine({ item }: { readonly item: WorkerCheckItem }) {
  const { icon: Icon, label } = LOOKS[item.level];
  return (
    <li data-level={item.level}>
      <Icon size={16} stroke={1.8} role="img" aria-label={label} />
      <div>
        <b>{item.name}</b> <span>{item.text}</span>
        {item.hint !== undefined && <p>{item.hint}</p>}
      </div>
    </li>
  );
}

function summary(checks: readonly WorkerCheckItem[]): string {
  const count = (level: WorkerCheckItem['level']) => checks.filter((item) => item.level === level).length;
  return (['problem', 'warning'] as const)
    .filter((level) => count(level) > 0)
    .map((level) => formatNoun(count(level), level))
    .join(', ');
}
