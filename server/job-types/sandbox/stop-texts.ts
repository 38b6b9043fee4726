import type { SandboxLimits } from './limits.ts';
import type { SandboxRequest } from './messages.ts';

/** What people read about a script that needs too much memory. */
export function memoryText(limits: SandboxLimits, request: SandboxRequest): string {
  return `${whatRan(request)} was stopped because the script used more than ${limits.memoryMegabytes} MB of memory`;
}

/** What people read about a script that does not end. */
export function timeText(limits: SandboxLimits, request: SandboxRequest): string {
  return `${whatRan(request)} was stopped because the script ran for more than ${limits.wallTimeMs / 1000} s`;
}

/** What people read about a script that crashed its process, usually for lack of memory. */
export function crashText(limits: SandboxLimits, request: SandboxRequest): string {
  return (
    `${whatRan(request)} was stopped because the script asked for more than the JavaScript engine can give ` +
    `(${limits.memoryMegabytes} MB of memory)`
  );
}

function whatRan({ job }: SandboxRequest): string {
  return job ? `compiling the job "${job.name}"` : 'listing this job type, for which its top level runs,';
}
