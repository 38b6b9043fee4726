import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconHourglass,
  IconLockX,
  IconMoonFilled,
  IconPlugOff,
  IconProgress,
  IconRotateClockwise,
  IconUserX,
} from '@tabler/icons-react';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import type { Look } from '../../_ui/tone.ts';

/** A worker that may not work is shown as such, whatever status it reports. */
type Status = Exclude<WorkerRow['status'], ''> | 'waiting' | 'rejected' | 'revoked';

/** What each status of a worker looks like. */
export const WORKER_LOOKS: Readonly<Record<Status, Look>> = {
  waiting: { label: 'Waiting for approval', tone: 'hold', icon: IconHourglass },
  awake: { label: 'Awake', tone: 'done', icon: IconCircleCheckFilled },
  starting: { label: 'Starting', tone: 'busy', icon: IconProgress },
  testing: { label: 'Testing', tone: 'busy', icon: IconProgress },
  restart: { label: 'Restarting', tone: 'busy', icon: IconRotateClockwise },
  asleep: { label: 'Asleep', tone: 'run', icon: IconMoonFilled },
  error: { label: 'Error', tone: 'fail', icon: IconAlertTriangleFilled },
  offline: { label: 'Offline', tone: 'off', icon: IconPlugOff },
  rejected: { label: 'Rejected', tone: 'off', icon: IconUserX },
  revoked: { label: 'Revoked', tone: 'fail', icon: IconLockX },
};

const NEW: Look = { label: 'Never signed on', tone: 'wait', icon: IconCircleDashed };

export const WORKER_STATUS_ORDER = Object.keys(WORKER_LOOKS) as Status[];

export function workerLook(status: Status | ''): Look {
  return status === '' ? NEW : WORKER_LOOKS[status];
}

/** The status by which a worker is listed and filtered. */
export function listedAs({ status, approval }: Pick<WorkerRow, 'status' | 'approval'>): Status | '' {
  if (approval === null) return status;
  return approval === 'rejected' || approval === 'revoked' ? approval : 'waiting';
}
