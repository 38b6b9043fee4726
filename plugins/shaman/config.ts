import { z } from 'zod';
import { setting } from '#server/config/declaration/setting.ts';

/** How a stored file appears in a checkout. */
export const checkoutModeSchema = z.enum(['auto', 'symlink', 'reflink', 'copy']);
export type CheckoutMode = z.infer<typeof checkoutModeSchema>;

export const CHECKOUTS_DESCRIPTION =
  'How stored files appear in a checkout. `symlink`: as links. `reflink`: as copies that share their blocks on the disk with the stored files (Btrfs, XFS, APFS, ReFS). `copy`: as copies, which share their blocks where that is possible. `auto`: as links, and as copies where links cannot be made (CIFS, or Windows without the right to make them).';

/** `plugins.shaman` in `flamenco-manager.yaml`. Flamenco 3's own settings are under `shaman:` in the same file. */
export const configSchema = z.object({
  checkouts: setting(checkoutModeSchema, { default: 'auto', description: CHECKOUTS_DESCRIPTION }),
});
export type Config = z.output<typeof configSchema>;
