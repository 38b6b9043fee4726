import { IconPhoto } from '@tabler/icons-react';
import type { JobDetail } from '#server/contracts/web/job-rows.ts';
import classes from './jobs.module.css';

interface Props {
  readonly job: Pick<JobDetail, 'name' | 'last_rendered'>;
}

/** The last rendered frame of a job. */
export function JobImage({ job }: Props) {
  const image = job.last_rendered;
  const suffix = image && (image.suffixes.find((each) => each.includes('-small')) ?? image.suffixes[0]);
  const full = image?.suffixes[0];
  return (
    <div className={classes.image}>
      {image && suffix ? (
        <a
          href={`${image.base}/${full ?? suffix}?v=${image.version}`}
          target="_blank"
          rel="noreferrer"
          aria-label="Open the last rendered image in full size"
        >
          {/* oxlint-disable-next-line next/no-img-element -- frames come from the manager as they are, not through Next */}
          <img src={`${image.base}/${suffix}?v=${image.version}`} alt={`Last rendered frame of ${job.name}`} />
        </a>
      ) : (
        <div>
          <IconPhoto size={26} stroke={1.4} aria-hidden />
          The first rendered frame appears here
        </div>
      )}
    </div>
  );
}
