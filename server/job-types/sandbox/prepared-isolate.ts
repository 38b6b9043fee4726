import ivm from 'isolated-vm';
import { installGuest } from './guest-program.ts';
import type { GuestProgram } from './guest-program.ts';

/** An isolate that has our code in it and no script yet. It is for one evaluation, whose end disposes of it. */
export interface PreparedIsolate {
  readonly isolate: ivm.Isolate;
  /** The guest's `run()`. */
  readonly run: ivm.Reference;
  readonly memoryMegabytes: number;
}

/** Makes an isolate whose memory is limited. This takes most of the time of a small job, so it is done ahead of it. */
export function prepareIsolate(program: GuestProgram, memoryMegabytes: number): PreparedIsolate {
  const isolate = new ivm.Isolate({ memoryLimit: memoryMegabytes, onCatastrophicError: () => process.abort() });
  const run = installGuest(isolate, isolate.createContextSync(), program);
  return { isolate, run, memoryMegabytes };
}
