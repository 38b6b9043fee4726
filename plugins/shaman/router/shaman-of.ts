import type { Shaman } from '../contract.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { RunningApi } from '#server/plugins/define-plugin.ts';
import type { ShamanService } from '../service.ts';

/** The Shaman of the farm that a request is for. @throws FarmError switched-off (503) */
export function shamanOf(
  running: RunningApi<ShamanService>,
  context: Parameters<RunningApi<ShamanService>>[0],
): Shaman {
  const { shaman } = running(context);
  if (shaman) return shaman;
  throw new FarmError('switched-off', {
    message: 'Shaman is switched off on this manager, or has no shared storage yet; copy the files there instead',
  });
}
