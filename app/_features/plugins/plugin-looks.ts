import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleOff, IconPlayerPause } from '@tabler/icons-react';
import type { PluginState } from '#server/contracts/plugin.ts';
import type { Look } from '../../_ui/tone.ts';

/** What each state of a plugin looks like. */
export const PLUGIN_LOOKS: Readonly<Record<PluginState, Look>> = {
  running: { label: 'Running', tone: 'done', icon: IconCircleCheckFilled },
  failed: { label: 'Failed', tone: 'fail', icon: IconAlertTriangleFilled },
  stopped: { label: 'Stopped', tone: 'hold', icon: IconPlayerPause },
  off: { label: 'Off', tone: 'off', icon: IconCircleOff },
};
