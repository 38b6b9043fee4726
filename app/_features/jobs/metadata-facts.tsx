import type { JobDetail } from '#server/contracts/web/job-rows.ts';
import { Facts } from '../../_ui/facts.tsx';
import { Link } from '../../_ui/link.tsx';
import { Name } from '../../_ui/name.tsx';
import classes from './jobs.module.css';
import { metadataSearch } from './metadata-search.ts';

/** The metadata of a job; each value leads to the jobs that have the same. */
export function MetadataFacts({ metadata }: Pick<JobDetail, 'metadata'>) {
  return (
    <Facts
      facts={metadata.map(({ key, value }) => {
        const search = metadataSearch(key, value);
        if (search === undefined || value === '') return [key, value || '–'];
        return [
          key,
          <Link
            key={key}
            className={classes.sameValue}
            href={`/jobs?q=${encodeURIComponent(search)}`}
            title="Jobs with the same value"
          >
            <Name>{value}</Name>
          </Link>,
        ];
      })}
    />
  );
}
