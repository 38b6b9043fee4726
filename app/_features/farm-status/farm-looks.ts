import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconClock,
  IconHelp,
  IconMoonFilled,
  IconProgress,
} from '@tabler/icons-react';
import type { FarmStatus } from '#server/contracts/farm.ts';
import type { Look } from '../../_ui/tone.ts';

export interface FarmLook extends Look {
  readonly explanation: string;
}

const LOOKS: Readonly<Record<FarmStatus, FarmLook>> = {
  active: { label: 'Active', tone: 'run', icon: IconProgress, explanation: 'Workers are working on jobs.' },
  idle: {
    label: 'Idle',
    tone: 'done',
    icon: IconCircleCheckFilled,
    explanation: 'Workers are awake, but there is nothing to do.',
  },
  waiting: {
    label: 'Waiting',
    tone: 'hold',
    icon: IconClock,
    explanation: 'There is work, but every worker that could do it is asleep.',
  },
  asleep: {
    label: 'Asleep',
    tone: 'run',
    icon: IconMoonFilled,
    explanation: 'All workers are asleep and there is nothing to do.',
  },
  inoperative: {
    label: 'Inoperative',
    tone: 'fail',
    icon: IconAlertTriangleFilled,
    explanation: 'No worker can work: none is registered, or all are offline or have an error.',
  },
  starting: {
    label: 'Starting',
    tone: 'busy',
    icon: IconProgress,
    explanation: 'The manager has just started and is looking at the farm.',
  },
  unknown: {
    label: 'Unknown',
    tone: 'off',
    icon: IconHelp,
    explanation: 'The manager does not know how the farm is doing.',
  },
};

/** What each status of the farm looks like, and what it means. */
export function farmLook(status: string): FarmLook {
  return LOOKS[status as FarmStatus] ?? LOOKS.unknown;
}
