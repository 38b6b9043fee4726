import { messageOf } from '#shared/message-of.ts';
import type { ChildMessage } from './messages.ts';

/**
 * What a sandbox's process starts with. The engine of the sandbox is a native part, which not every machine can load;
 * then the manager is told why, since this process has no output of its own.
 */
try {
  await import('./child.ts');
} catch (error) {
  const told: ChildMessage = { kind: 'unloadable', why: messageOf(error) };
  process.send?.(told, () => process.exit(1));
}
