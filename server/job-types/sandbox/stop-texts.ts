import type { SandboxLimits } from './limits.ts';
import type { SandboxRequest } from './messages.ts';
import { cutText } from '#shared/cut-text.ts';
import { engineText, type Machine } from './engine-text.ts';

/** Characters of a job's name that its errors show. */
const MOST_OF_A_NAME = 200;

/** What people read about a script that needs too much memory. */
export function memoryText(limits: SandboxLimits, request: SandboxRequest): string {
  return `${whatRan(request)} was stopped because the script used more than ${limits.memoryMegabytes} MB of memory`;
}

/** What people read about a script that does not end. `which`: the limit that it ran into. */
export function timeText(limits: SandboxLimits, request: SandboxRequest, which: 'cpuTimeMs' | 'wallTimeMs'): string {
  const kind = which === 'cpuTimeMs' ? ' of processor time' : '';
  return `${whatRan(request)} was stopped because the script ran for more than ${limits[which] / 1000} s${kind}`;
}

/** What people read about a script that crashed its process, usually for lack of memory. */
export function crashText(limits: SandboxLimits, request: SandboxRequest): string {
  return (
    `${whatRan(request)} was stopped because the script asked for more than the JavaScript engine can give ` +
    `(${limits.memoryMegabytes} MB of memory)`
  );
}

/** What people read about a script that nothing can run on this machine. `why`: what Node says of it. */
export function unloadableText(request: SandboxRequest, machine: Machine, why: string): string {
  return `${whatRan(request)} is not possible on this manager: ${engineText(machine, why)}`;
}

/** What people read about a request that cannot be handed to a sandbox. */
export function unsendableText(request: SandboxRequest): string {
  const what = request.job ? 'the settings and metadata of the job' : 'the script';
  return `${what} cannot be handed to the script: lists and objects are nested too deeply in them`;
}

function whatRan({ job }: SandboxRequest): string {
  return job
    ? `compiling the job "${cutText(job.name, MOST_OF_A_NAME)}"`
    : 'listing this job type, for which its top level runs,';
}
