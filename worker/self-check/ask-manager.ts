import { z } from 'zod';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { platformName } from '#shared/platform-name.ts';
import type { Answered } from '../manager-connection.ts';
import { type CheckParts, ok, problem, warning } from './check.ts';

const ASK_MILLISECONDS = 10_000;
/** The `Date` header is in whole seconds. */
const DATE_STEP_MILLISECONDS = 1000;
const CLOCK_WARNING_MILLISECONDS = 5_000;
const CLOCK_PROBLEM_MILLISECONDS = 60_000;

const versionSchema = z.object({ name: z.string(), version: z.string() });
const variablesSchema = z.record(z.string(), z.object({ value: z.string() }));
const storageSchema = z.object({ location: z.string() });

/** What the other checks need to know from the manager. */
export interface ManagerFacts {
  readonly items: readonly WorkerCheckItem[];
  /** Values of its variables for workers on this platform; empty if it could not be asked. */
  readonly variables: ReadonlyMap<string, string>;
  /** Where workers on this platform find the files of jobs; undefined if it could not be asked. */
  readonly storage: string | undefined;
}

/** Asks who the manager is, compares the clocks, and fetches what is configured for this platform. */
export async function askManager(parts: CheckParts): Promise<ManagerFacts> {
  const nothing = { variables: new Map<string, string>(), storage: undefined };
  const { connection, managerUrl } = parts;
  if (!connection || managerUrl === undefined) {
    const hint = 'Start with --manager http://HOST:8080/, or set manager_url in flamenco-worker.yaml.';
    return { items: [problem('Manager', 'No manager is configured, and none was found.', hint)], ...nothing };
  }
  const get = (path: string) =>
    connection.request({ method: 'GET', path, timeoutMilliseconds: ASK_MILLISECONDS, signal: parts.signal });
  const sentAt = Date.now();
  const answer = await get('/version');
  const roundTrip = Date.now() - sentAt;
  const version = answer.kind === 'answered' ? versionSchema.safeParse(answer.body) : undefined;
  if (answer.kind === 'unreachable' || version?.success !== true) {
    const reason = answer.kind === 'unreachable' ? answer.reason : whatElse(answer);
    const usual = 'Check the address, that the manager runs, and that no firewall is between it and this machine.';
    const hint = [usual, answer.kind === 'unreachable' ? answer.hint : undefined].filter(Boolean).join(' ');
    return { items: [problem('Manager', `${managerUrl} does not answer: ${reason}.`, hint)], ...nothing };
  }
  const { name, version: number } = version.data;
  const clock = answer.date === undefined ? [] : [compareClocks(answer.date, sentAt, roundTrip)];
  const [variables, storage] = await Promise.all([
    get(`/configuration/variables/workers/${platformName()}`),
    get(`/configuration/shared-storage/workers/${platformName()}`),
  ]);
  const values = variablesSchema.safeParse(variables.kind === 'answered' ? variables.body : undefined);
  const location = storageSchema.safeParse(storage.kind === 'answered' ? storage.body : undefined);
  return {
    items: [ok('Manager', `${name} ${number} at ${managerUrl}, answers in ${roundTrip} ms`), ...clock],
    variables: new Map(Object.entries(values.data ?? {}).map(([key, entry]) => [key, entry.value])),
    storage: location.data?.location,
  };
}

function whatElse({ status, redirectsTo }: Answered): string {
  const what =
    redirectsTo === undefined ? 'not a Flamenco manager' : `it leads to ${redirectsTo}, which is not followed`;
  return `HTTP ${status}, ${what}`;
}

/**
 * How far this machine's clock is from the manager's, which was read at some moment during the round trip.
 * @param date the `Date` header that the manager sent
 */
export function compareClocks(date: string, sentAt: number, roundTrip: number): WorkerCheckItem {
  const theirs = Date.parse(date) + DATE_STEP_MILLISECONDS / 2;
  const offset = sentAt + roundTrip / 2 - theirs;
  const off = Math.max(0, Math.abs(offset) - roundTrip / 2 - DATE_STEP_MILLISECONDS / 2);
  if (Number.isNaN(off))
    return warning(
      'Clock',
      'The manager did not send a time that can be read.',
      'Check the proxies between this machine and the manager.',
    );
  if (off < CLOCK_WARNING_MILLISECONDS) {
    return ok('Clock', off === 0 ? 'as the manager’s' : `${(off / 1000).toFixed(1)} s off the manager’s`);
  }
  const text = `${durationText(off)} ${offset > 0 ? 'ahead of' : 'behind'} the manager’s`;
  const hint =
    'Let both machines get the time from the network (NTP); otherwise the times of logs and files do not match.';
  return (off >= CLOCK_PROBLEM_MILLISECONDS ? problem : warning)('Clock', text, hint);
}

function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
