import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RelatedJob } from '#server/contracts/web/job-rows.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { ConfirmDialog } from '../../_ui/confirm-dialog.tsx';
import { Link } from '../../_ui/link.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { DELETED_LOOK, JOB_LOOKS } from './job-status.ts';
import classes from './jobs.module.css';
import { useJobChange } from './use-job-change.ts';

interface Props {
  readonly job: {
    readonly id: string;
    readonly name: string;
    readonly waits_for: number;
    readonly depends_on: readonly RelatedJob[];
  };
}

/** The jobs that a job starts after, with a button that starts it without them. Shows nothing if it waits for none. */
export function JobDependencies({ job }: Props) {
  const [asking, setAsking] = useState(false);
  const release = useMutation(useTRPC().jobs.release.mutationOptions(useJobChange('The job still waits')));
  if (job.waits_for === 0) return null;
  return (
    <section className={classes.dependencies} aria-label="Jobs that must be completed first">
      <h2>Starts after</h2>
      <ul>
        {job.depends_on.map((other) => (
          <li key={other.id}>
            <StatusBadge look={other.status ? JOB_LOOKS[other.status] : DELETED_LOOK} />
            {other.status ? <Link href={`/jobs/${other.id}`}>{other.name}</Link> : <span>{other.name}</span>}
          </li>
        ))}
      </ul>
      <Button variant="default" size="xs" disabled={release.isPending} onClick={() => setAsking(true)}>
        Start without waiting…
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Start “${job.name}” without waiting?`}
        text="Its tasks are handed out although the jobs that it depends on are not completed. What they were to make may be missing."
        confirm="Start without waiting"
        isSafe
        onClose={(confirmed) => {
          setAsking(false);
          if (confirmed) release.mutate({ ids: [job.id] });
        }}
      />
    </section>
  );
}
