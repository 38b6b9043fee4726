/** A rename or removal that fails like one of a file that somebody holds, `times` times, and then does nothing. */
export function failing(times: number, code: string): { (): Promise<void>; calls: number } {
  const attempt = async () => {
    attempt.calls++;
    if (attempt.calls <= times) throw Object.assign(new Error(`${code}: it is held`), { code });
  };
  attempt.calls = 0;
  return attempt;
}

/** Waits that end at once; how long they were to be, in milliseconds, is in `waits`. */
export function recordedWaits(): { readonly waits: number[]; readonly wait: (milliseconds: number) => Promise<void> } {
  const waits: number[] = [];
  return { waits, wait: async (milliseconds) => void waits.push(milliseconds) };
}
