import { type FlamencoVersion, versionSchema } from '#server/contracts/farm.ts';

const ANSWER_WITHIN_MS = 5_000;

/**
 * What the manager at this address says about itself; undefined if nothing answers there, or what answers is not a
 * manager.
 */
export async function askVersion(managerUrl: string, signal: AbortSignal): Promise<FlamencoVersion | undefined> {
  try {
    const answer = await fetch(new URL('/api/v3/version', managerUrl), {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    if (answer.status !== 200) return undefined;
    return versionSchema.safeParse(await answer.json()).data;
  } catch {
    return undefined;
  }
}
