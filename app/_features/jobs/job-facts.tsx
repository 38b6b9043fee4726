import { Code, Tabs } from '@mantine/core';
import type { JobDetail, RelatedJob } from '#server/contracts/web/job-rows.ts';
import { formatTime } from '../../_lib/formats.ts';
import { useMay } from '../../_lib/use-me.ts';
import { Facts } from '../../_ui/facts.tsx';
import { IdWithCopy } from '../../_ui/id-with-copy.tsx';
import { Link } from '../../_ui/link.tsx';
import { Only } from '../../_ui/only.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { JobBlocks } from './job-blocks.tsx';
import { JobFailureLimit } from './job-failure-limit.tsx';
import { JobKeep } from './job-keep.tsx';
import { JobTag } from './job-tag.tsx';
import { MetadataFacts } from './metadata-facts.tsx';
import { useOwners } from './use-owners.ts';
import classes from './jobs.module.css';

const FAILURE_LIMITS = [
  ['Task fails after', 'task_fail_after_softfail_count'],
  ['Worker blocked after', 'blocklist_threshold'],
  ['Job fails at', 'job_fail_percentage'],
] as const;

/** The answer leaves a value out if it is `undefined`. */
type ShownJob = Omit<JobDetail, 'settings'> & {
  readonly settings: readonly { readonly key: string; readonly label: string; readonly value?: unknown }[];
};

/** Settings, metadata, details and blocklist of a job. */
export function JobFacts({ job }: { readonly job: ShownJob }) {
  const { hasAccounts, nameOf } = useOwners();
  const right = useMay('jobs.change', [job.owner_id]);
  const isDeleting = job.delete_requested_at !== undefined;
  return (
    <Tabs defaultValue="settings" className={classes.tabs} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="settings">Settings</Tabs.Tab>
        <Tabs.Tab value="metadata">Metadata</Tabs.Tab>
        <Tabs.Tab value="details">Details</Tabs.Tab>
        <Tabs.Tab value="blocklist">Blocklist</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="settings" className={classes.panel}>
        {job.settings.length === 0 && <p className={classes.dim}>This job has no settings to show.</p>}
        <Facts
          facts={job.settings.map((setting) => [
            setting.label,
            <SettingValue key={setting.key} value={setting.value} />,
          ])}
        />
      </Tabs.Panel>
      <Tabs.Panel value="metadata" className={classes.panel}>
        {job.metadata.length === 0 && <p className={classes.dim}>This job was submitted without metadata.</p>}
        <MetadataFacts metadata={job.metadata} />
      </Tabs.Panel>
      <Tabs.Panel value="details" className={classes.panel}>
        <Facts
          facts={[
            ['ID', <IdWithCopy key="id" id={job.id} />],
            ['Type', job.type_label],
            [
              'Runs on',
              <Only key="tag" right={right}>
                <JobTag jobId={job.id} tagId={job.worker_tag_id} />
              </Only>,
            ],
            [
              'Deletion',
              <Only key="keep" right={right}>
                <JobKeep jobId={job.id} keep={job.keep} isDeleting={isDeleting} />
              </Only>,
            ],
            ...FAILURE_LIMITS.map(
              ([name, limit]) =>
                [
                  name,
                  <Only key={limit} right={right}>
                    <JobFailureLimit limit={limit} job={job} isDeleting={isDeleting} />
                  </Only>,
                ] as const,
            ),
            ...(job.depends_on.length > 0
              ? [['Starts after', <RelatedJobs key="after" jobs={job.depends_on} />] as const]
              : []),
            ...(job.needed_by.length > 0
              ? [['Before', <RelatedJobs key="before" jobs={job.needed_by} />] as const]
              : []),
            ...(hasAccounts ? [['Owner', nameOf(job.owner_id)] as const] : []),
            ['Submitted by', job.submitter || 'unknown'],
            ['Submitted', formatTime(job.created)],
            ['Updated', <RelativeTime key="updated" iso={job.updated} />],
            ['Activity', job.activity || '–'],
          ]}
        />
      </Tabs.Panel>
      <Tabs.Panel value="blocklist" className={classes.panel}>
        <Only right={right}>
          <JobBlocks jobId={job.id} />
        </Only>
      </Tabs.Panel>
    </Tabs>
  );
}

/** The names of other jobs, which lead to their pages. */
function RelatedJobs({ jobs }: { readonly jobs: readonly RelatedJob[] }) {
  return (
    <span className={classes.related}>
      {jobs.map(({ id, name, status }) =>
        status ? (
          <Link key={id} href={`/jobs/${id}`}>
            {name}
          </Link>
        ) : (
          <span key={id}>{name} (deleted)</span>
        ),
      )}
    </span>
  );
}

function SettingValue({ value }: { readonly value: unknown }) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? '–' : String(value);
  return <Code>{JSON.stringify(value)}</Code>;
}
