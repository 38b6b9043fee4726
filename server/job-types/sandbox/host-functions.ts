import ivm from 'isolated-vm';
import type { SandboxLimits } from './limits.ts';
import type { PrintLevel } from './messages.ts';

/**
 * Everything that a script can reach outside its isolate: the name in the script and the level in the log, in the order
 * in which the guest takes them.
 */
export const HOST_FUNCTIONS = [
  { name: 'print', level: 'info' },
  { name: 'alert', level: 'warn' },
] as const satisfies ReadonlyArray<{ name: string; level: PrintLevel }>;

/** The host functions for one evaluation. Lines beyond the limit are dropped, with one warning; long ones are cut. */
export function createHostFunctions(
  limits: SandboxLimits,
  report: (level: PrintLevel, text: string) => void,
): ivm.Callback[] {
  let printed = 0;
  return HOST_FUNCTIONS.map(
    ({ level }) =>
      new ivm.Callback((text: unknown) => {
        printed++;
        if (printed <= limits.printedLines) report(level, String(text).slice(0, limits.printedCharacters));
        else if (printed === limits.printedLines + 1)
          report('warn', `only the first ${limits.printedLines} lines of a script are logged`);
      }),
  );
}
