import type { RunningApi } from '#server/plugins/define-plugin.ts';
import type { ShamanService } from '../service.ts';
import { checkoutOperations } from './checkout-operations.ts';
import { fileOperations } from './file-operations.ts';

/** The plugin's operations of `/api/v3`. */
export function v3Operations(running: RunningApi<ShamanService>) {
  return { ...checkoutOperations(running), ...fileOperations(running) };
}
