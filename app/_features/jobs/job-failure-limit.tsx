import { NumberInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CompleteFailurePolicy, FailurePolicy } from '#server/contracts/failure-policy.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useJobChange } from './use-job-change.ts';

type Limit = keyof FailurePolicy;

const LIMITS: Readonly<Record<Limit, { label: string; max: number; of: (count: number) => string }>> = {
  task_fail_after_softfail_count: {
    label: 'Workers that must fail a task before it fails for good',
    max: 10_000,
    of: (count) => (count === 1 ? ' worker' : ' workers'),
  },
  blocklist_threshold: {
    label: 'Failed tasks of a type after which a worker is blocked',
    max: 10_000,
    of: (count) => (count === 1 ? ' failed task' : ' failed tasks'),
  },
  job_fail_percentage: {
    label: 'Percent of failed tasks at which the job fails',
    max: 100,
    of: () => '% failed tasks',
  },
};

interface Props {
  readonly limit: Limit;
  readonly job: {
    readonly id: string;
    readonly failure_policy?: FailurePolicy | undefined;
    readonly farm_failure_policy: CompleteFailurePolicy;
  };
  /** The job's deletion was requested, so there is nothing left to choose. */
  readonly isDeleting: boolean;
}

/**
 * One failure limit of a job; an empty field means the farm's limit. Pressing Enter or leaving the field saves it,
 * Escape does not.
 */
export function JobFailureLimit({ limit, job, isDeleting }: Props) {
  const own = job.failure_policy?.[limit];
  const [draft, setDraft] = useState<number | string | null>(null);
  const trpc = useTRPC();
  const after = useJobChange('The failure limit was not changed');
  const change = useMutation(trpc.jobs.set.mutationOptions({ ...after, onSettled: () => setDraft(null) }));
  const save = () => {
    if (draft === null || change.isPending) return;
    const { [limit]: _, ...rest } = job.failure_policy ?? {};
    const wanted = draft === '' ? undefined : Number(draft);
    if (wanted === own) return setDraft(null);
    const failure_policy = wanted === undefined ? rest : { ...rest, [limit]: wanted };
    change.mutate({ ids: [job.id], change: { failure_policy } });
  };
  const { label, max, of } = LIMITS[limit];
  const shown = draft ?? own ?? '';
  const farm = job.farm_failure_policy[limit];
  return (
    <NumberInput
      size="xs"
      aria-label={label}
      placeholder={`${farm === 0 ? 'no limit' : `${farm}${of(farm)}`} (farm’s)`}
      suffix={Number(shown) === 0 ? ' = no limit' : of(Number(shown))}
      min={0}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      hideControls
      readOnly={change.isPending}
      disabled={isDeleting}
      value={shown}
      onChange={setDraft}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
