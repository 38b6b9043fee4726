import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconMoonFilled,
  IconPlugOff,
  IconProgress,
  IconRotateClockwise,
} from '@tabler/icons-react';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import type { Look } from '../../_ui/tone.ts';

type Status = Exclude<WorkerRow['status'], ''>;

/** How each status of a worker looks. */
export const WORKER_LOOKS: Readonly<Record<Status, Look>> = {
  awake: { label: 'Awake', tone: 'done', icon: IconCircleCheckFilled },
  starting: { label: 'Starting', tone: 'busy', icon: IconProgress },
  testing: { label: 'Testing', tone: 'busy', icon: IconProgress },
  restart: { label: 'Restarting', tone: 'busy', icon: IconRotateClockwise },
  asleep: { label: 'Asleep', tone: 'run', icon: IconMoonFilled },
  error: { label: 'Error', tone: 'fail', icon: IconAlertTriangleFilled },
  offline: { label: 'Offline', tone: 'off', icon: IconPlugOff },
};

const NEW: Look = { label: 'Never signed on', tone: 'wait', icon: IconCircleDashed };

export const WORKER_STATUS_ORDER = Object.keys(WORKER_LOOKS) as Status[];

export function workerLook(status: WorkerRow['status']): Look {
  return status === '' ? NEW : WORKER_LOOKS[status];
}
