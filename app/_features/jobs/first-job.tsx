import { IconStack2 } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '../../_ui/copy-button.tsx';
import { EmptyNotice } from '../../_ui/notice.tsx';
import { AddOnDialog } from '../farm-status/add-on-dialog.tsx';
import classes from './jobs.module.css';

const CURL = (manager: string) => `curl -X POST ${manager}/api/v3/jobs \\
  -H 'Content-Type: application/json' \\
  -d '{"name": "hello", "type": "echo-sleep-test", "submitter_platform": "manager",
       "settings": {"message": "hello farm", "sleep_duration_seconds": 5, "sleep_repeats": 1}}'`;

/** What the jobs table shows on a new farm: three ways to submit the first job. */
export function FirstJob({ addOnUrl }: { readonly addOnUrl: string | null }) {
  const [addOn, setAddOn] = useState(false);
  const manager = typeof window === 'undefined' ? '' : window.location.origin;
  return (
    <EmptyNotice icon={<IconStack2 size={22} stroke={1.6} />} title="No jobs yet">
      Jobs appear here the moment they are submitted.
      <ol className={classes.steps}>
        <li>
          <h3>See it work</h3>
          Renders a short animation on a whole farm of its own. In the folder of Flamenco-NG, run:
          <pre>npm run demo</pre>
        </li>
        <li>
          <h3>From Blender</h3>
          {addOnUrl ? (
            <>
              <button type="button" className={classes.inline} onClick={() => setAddOn(true)}>
                Install the Blender add-on
              </button>{' '}
              and give it the address of this manager:
              <AddOnDialog url={addOnUrl} open={addOn} onClose={() => setAddOn(false)} />
            </>
          ) : (
            'Give the Flamenco add-on the address of this manager:'
          )}
          <pre>{manager}</pre>
        </li>
        <li>
          <h3>
            From a script <CopyButton label="Copy the command" text={() => CURL(manager)} />
          </h3>
          One request creates a job.
          <pre>{CURL(manager)}</pre>
        </li>
      </ol>
    </EmptyNotice>
  );
}
