import { useQuery } from '@tanstack/react-query';
import type { SleepWindows } from '../contract.ts';
import { useTRPC } from '#app/_lib/trpc.ts';
import { useMay } from '#app/_lib/use-me.ts';
import { Only } from '#app/_ui/only.tsx';
import { SleepForm } from './sleep-form.tsx';
import classes from './sleep.module.css';

const NONE: SleepWindows = { is_active: false, windows: [] };

/** The panel for a worker's sleep schedule. */
export function WorkerSleep({ workerId }: { readonly workerId: string }) {
  const trpc = useTRPC();
  const right = useMay('workers.change');
  const query = useQuery(trpc['sleep-schedules'].get.queryOptions({ workerId }, { staleTime: 0, retry: false }));
  if (query.error) return <span className={classes.dim}>The schedule could not be fetched: {query.error.message}</span>;
  if (!query.data) return <span className={classes.dim}>Fetching the schedule…</span>;
  const { schedule, time_zone: timeZone } = query.data;
  return (
    <Only right={right}>
      <SleepForm key={workerId} workerId={workerId} stored={schedule ?? NONE} timeZone={timeZone} />
    </Only>
  );
}
