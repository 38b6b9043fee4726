import { z } from 'zod';
import { setting } from '#server/config/declaration/setting.ts';

/** How a checkout shows a stored file. */
export const checkoutModeSchema = z.enum(['auto', 'symlink', 'reflink', 'copy']);
export type CheckoutMode = z.infer<typeof checkoutModeSchema>;

export const CHECKOUTS_DESCRIPTION =
  'How a checkout shows a stored file. `auto`: by a link, and where links cannot be made (Windows without the right to, CIFS) by a copy. `reflink`: by a copy that shares the blocks on the disk (Btrfs, XFS, APFS, ReFS). `copy`: shares them where that is possible.';

/** `plugins.shaman` in `flamenco-manager.yaml`. What Flamenco 3 knows is under `shaman:` there. */
export const configSchema = z.object({
  checkouts: setting(checkoutModeSchema, { default: 'auto', description: CHECKOUTS_DESCRIPTION }),
});
export type Config = z.output<typeof configSchema>;
