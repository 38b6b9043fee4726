import {
  IconBan,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleXFilled,
  IconHammer,
  IconPlayerPause,
  IconPlayerPauseFilled,
  IconProgress,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import type { JobStatus } from '#server/contracts/job.ts';
import type { Look } from '../../_ui/tone.ts';

/** What each status of a job looks like. */
export const JOB_LOOKS: Readonly<Record<JobStatus, Look>> = {
  active: { label: 'Active', tone: 'run', icon: IconProgress },
  queued: { label: 'Queued', tone: 'wait', icon: IconCircleDashed },
  'under-construction': { label: 'Preparing', tone: 'busy', icon: IconHammer },
  requeueing: { label: 'Requeueing', tone: 'busy', icon: IconRefresh },
  'pause-requested': { label: 'Pausing', tone: 'busy', icon: IconPlayerPause },
  'cancel-requested': { label: 'Canceling', tone: 'busy', icon: IconBan },
  paused: { label: 'Paused', tone: 'hold', icon: IconPlayerPauseFilled },
  failed: { label: 'Failed', tone: 'fail', icon: IconCircleXFilled },
  completed: { label: 'Completed', tone: 'done', icon: IconCircleCheckFilled },
  canceled: { label: 'Canceled', tone: 'off', icon: IconCircleMinus },
};

/** What a job looks like once its deletion was requested, whatever its status. */
export const DELETING_LOOK: Look = { label: 'Deleting', tone: 'off', icon: IconTrash };

/** A job that is only remembered, since another one depends on it. */
export const DELETED_LOOK: Look = { label: 'Deleted', tone: 'off', icon: IconTrash };

/** The order of the filter chips: what needs attention comes first. */
export const JOB_STATUS_ORDER = Object.keys(JOB_LOOKS) as JobStatus[];
