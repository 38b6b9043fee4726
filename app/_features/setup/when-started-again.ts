const LOOK_EVERY_MS = 400;
const PATIENCE_MS = 60_000;

/** Resolves when the manager has stopped and answers again, or after a minute. */
export async function whenStartedAgain(): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    if (await isSetUp().catch(() => false)) return;
  }
}

/** Pages lead elsewhere as long as the manager is not set up. */
async function isSetUp(): Promise<boolean> {
  const answer = await fetch('/app/jobs', { redirect: 'manual', cache: 'no-store' });
  return answer.ok;
}
