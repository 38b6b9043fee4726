import type { JobRow } from '#server/contracts/web/job-rows.ts';
import { Name } from '../../_ui/name.tsx';
import { useOwners } from './use-owners.ts';

interface Props {
  readonly job: Pick<JobRow, 'owner_id' | 'submitter'>;
}

/** Who owns a job; where nobody has an account, who submitted it, as far as it says so itself. */
export function JobOwner({ job }: Props) {
  const { hasAccounts, nameOf } = useOwners();
  if (hasAccounts && job.owner_id !== null) return <Name>{nameOf(job.owner_id)}</Name>;
  return <Name>{job.submitter || '–'}</Name>;
}
