import type ivm from 'isolated-vm';
import { messageOf } from '#shared/message-of.ts';
import type { ScriptFailure } from './messages.ts';

/** Parses a script by itself and says what is wrong with it and where; undefined if it parses. */
export async function findSyntaxError(
  isolate: ivm.Isolate,
  script: string,
  sources: Record<string, string>,
): Promise<ScriptFailure | undefined> {
  try {
    const compiled = await isolate.compileScript(sources[script] ?? '', { filename: 'script' });
    compiled.release();
    return undefined;
  } catch (error) {
    const message = messageOf(error);
    const found = /^(.*) \[script:(\d+):(\d+)\]$/s.exec(message);
    if (!found) return { kind: 'script', text: message, script };
    return {
      kind: 'script',
      text: `syntax error: ${found[1]}`,
      script,
      line: Number(found[2]),
      column: Number(found[3]),
    };
  }
}
