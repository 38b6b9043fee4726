import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { registryOf, runCommand } from '#worker/commands/registry.ts';
import type { CommandContext } from '#worker/commands/command.ts';

describe('a command that does not end when its task has to stop', () => {
  it('is given up some seconds after its programs have had their time to end', async () => {
    vi.useFakeTimers();
    try {
      const parameters = z.object({});
      const hangs = { name: 'hangs', parameters, run: () => new Promise<void>(() => undefined) };
      const stop = new AbortController();
      const context = { signal: stop.signal, killGraceMilliseconds: 2_000 } as CommandContext;
      const ended = vi.fn<(reason: unknown) => void>();
      const command = { name: 'hangs', parameters: {}, total_step_count: 0 };
      const run = runCommand(registryOf([hangs]), command, context).catch(ended);
      stop.abort('the task was cancelled');
      await vi.advanceTimersByTimeAsync(6_900);
      expect(ended).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(200);
      await run;
      expect(ended).toHaveBeenCalledWith('the task was cancelled');
    } finally {
      vi.useRealTimers();
    }
  });
});
