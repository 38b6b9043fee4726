import { writeFileSync } from 'node:fs';
import { messageOf } from '#shared/message-of.ts';
import { scaleImage } from './scale-image.ts';
import type { ScaleReply, ScaleRequest } from './scaling-process.ts';

/*
 * Scales images one at a time, in a process of its own: an image comes from outside, and the library that decodes it
 * uses memory that Node has no limit for. Started by scaling-process.ts, and ends with it.
 */

const MOST_MEMORY_BYTES = 1024 ** 3;
const LOOK_EVERY_MS = 20;

// Beyond this, the process is of no use, and the machine needs its memory for something else.
setInterval(() => {
  if (process.memoryUsage.rss() > MOST_MEMORY_BYTES) process.kill(process.pid, 'SIGKILL');
}, LOOK_EVERY_MS);
process.once('disconnect', () => process.exit(0));
preferToBeEnded();

process.on('message', ({ bytes, quality }: ScaleRequest) => {
  const answer = (reply: ScaleReply) => process.send?.(reply);
  void scaleImage(bytes, quality).then(
    (images) => answer({ images }),
    (error: unknown) => answer({ problem: messageOf(error) }),
  );
});

/** When the system runs out of memory it has to end something: this process, rather than the manager. */
function preferToBeEnded(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // It may be forbidden in a container.
  }
}
