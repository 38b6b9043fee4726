import { FarmError } from '../../domain/errors.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { SandboxLimits } from './limits.ts';
import type { PrintLevel, SandboxReply, SandboxRequest } from './messages.ts';
import { LISTING, Pace } from './pace.ts';
import { SandboxChild } from './sandbox-child.ts';
import { WaitingLine } from './waiting-line.ts';

export interface Sandbox {
  /**
   * Runs one request. If the script fails, in whatever way, it resolves with a failure.
   * @throws FarmError busy when too many wait already; client-left when `signal` says so
   */
  evaluate(request: SandboxRequest, asked?: Asked): Promise<SandboxReply>;
  /** Starts the first child: the first request need not wait for it, and what keeps it from running is known. */
  warmUp(): void;
  /** Ends the children. Requests that are still waiting fail. */
  close(): void;
}

/** For whom a script runs. */
export interface Asked {
  /** Gets what the script prints. */
  readonly report?: (level: PrintLevel, text: string) => void;
  /** Whoever asked: callers take turns. */
  readonly caller?: string | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

export interface SandboxOptions {
  limits?: Partial<SandboxLimits>;
  /** How many scripts run at the same time, each in its own process; one more if a single caller holds them all. */
  children?: number;
  /** A child that had nothing to do for this long is ended, in milliseconds. */
  idleMs?: number;
  /** Told when a child has started or is being ended, with how many are left. */
  onChildren?: (children: number) => void;
  /** Told when a child cannot run scripts at all on this machine, with what Node says of it. */
  onUnloadable?: (why: string) => void;
}

/** Two keep the manager busy that stores what they make; the third is for when others hold these two for long. */
const CHILDREN = 3;
const IDLE_MS = 5 * 60_000;
/** How many jobs may wait; those of one script may take up half of these places. */
const MOST_WAITING = 400;
/** How many jobs of a script that is slow may wait: more than a minute is too long for whoever asked. */
const MOST_WAITING_FOR_SLOW = 10;
/** What nobody waits for may still run so long, in milliseconds: most end before, and a new process costs as much. */
const LEFT_ALONE_MS = 1_000;

interface Waiting {
  readonly script: string;
  readonly lane: string;
  readonly request: SandboxRequest;
  readonly report: (level: PrintLevel, text: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (reply: SandboxReply | Promise<SandboxReply>) => void;
  readonly reject: (error: FarmError) => void;
}

/**
 * Runs job-type scripts in child processes, several at a time. A child starts when there is something for it to do, and
 * is used again until it is idle for long; if a script kills it, or leaves it large, the next request gets a new one.
 * An idle child does not keep the manager alive.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { children: most = CHILDREN, idleMs = IDLE_MS, onChildren, onUnloadable } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const line = new WaitingLine<Waiting>();
  const pace = new Pace<Waiting>(most, () => performance.now());
  /** Those that have nothing to do, the last one used at the end: it is used next, so that the others become idle. */
  const resting: { child: SandboxChild; end: NodeJS.Timeout }[] = [];
  const children = new Set<SandboxChild>();
  let isClosed = false;

  function takeChild(): SandboxChild {
    while (resting.length > 0) {
      const ready = resting.findLastIndex((rested) => rested.child.isReady);
      const [rested] = resting.splice(ready, 1);
      clearTimeout(rested?.end);
      if (rested?.child.isAlive) return rested.child;
      if (rested) remove(rested.child);
    }
    return newChild();
  }

  function newChild(): SandboxChild {
    const child = new SandboxChild(onUnloadable);
    children.add(child);
    onChildren?.(children.size);
    return child;
  }

  /** In the place of one that a script has used up, another is started at once: nobody has to wait for that. */
  function giveBack(child: SandboxChild): void {
    if (child.isAlive) return letRest(child);
    remove(child);
    if (!isClosed && resting.length < most) letRest(newChild());
  }

  function letRest(child: SandboxChild): void {
    const end = setTimeout(() => {
      resting.splice(resting.indexOf(rested), 1);
      remove(child);
    }, idleMs).unref();
    const rested = { child, end };
    resting.push(rested);
  }

  function remove(child: SandboxChild): void {
    child.kill();
    children.delete(child);
    onChildren?.(children.size);
  }

  function runWhatMay(): void {
    for (let item = line.take((it) => pace.mayRun(it)); item; item = line.take((it) => pace.mayRun(it))) void run(item);
  }

  async function run(item: Waiting): Promise<void> {
    pace.begin(item);
    const child = takeChild();
    void child.ready.then(() => pace.beginAgain(item));
    const { stopWaiting, wasLeft } = endWhenLeft(item, child);
    const reply = await child.evaluate({ request: item.request, limits }, item.report);
    stopWaiting();
    item.resolve(reply);
    pace.end(item, !reply.ok && reply.failure.kind !== 'script' && !wasLeft());
    giveBack(child);
    if (isClosed) return;
    if (pace.isSlow(item.script)) refuseTooMany(item.script);
    runWhatMay();
  }

  /** Ends the child of an item that nobody waits for any more, unless it is done soon. */
  function endWhenLeft(
    item: Waiting,
    child: SandboxChild,
  ): {
    stopWaiting: () => void;
    wasLeft: () => boolean;
  } {
    let timer: NodeJS.Timeout | undefined;
    let isEnded = false;
    const onLeft = (): void => {
      item.reject(left(item.request));
      timer = setTimeout(
        () => {
          isEnded = true;
          child.kill();
        },
        Math.max(0, LEFT_ALONE_MS - pace.runFor(item)),
      );
    };
    if (item.signal?.aborted === true) onLeft();
    else item.signal?.addEventListener('abort', onLeft);
    return {
      stopWaiting: () => {
        clearTimeout(timer);
        item.signal?.removeEventListener('abort', onLeft);
      },
      wasLeft: () => isEnded,
    };
  }

  /** When a script turns out to be slow, those who wait too far behind are told at once. */
  function refuseTooMany(script: string): void {
    const waiting = line.takeAll((item) => item.script === script && item.lane !== LISTING);
    for (const [place, item] of waiting.entries()) {
      if (place < MOST_WAITING_FOR_SLOW) line.add(item);
      else item.reject(tooMany(item.request, MOST_WAITING_FOR_SLOW));
    }
  }

  /** @throws FarmError busy when too many wait, and nobody has more of the places than this caller. */
  function requirePlace(request: SandboxRequest, lane: string): void {
    const { script } = request;
    const ofScript = (item: Waiting): boolean => item.script === script && item.lane !== LISTING;
    makeRoom(request, lane, { most: pace.isSlow(script) ? MOST_WAITING_FOR_SLOW : MOST_WAITING / 2, counts: ofScript });
    makeRoom(request, lane, { most: MOST_WAITING, counts: (item) => item.lane !== LISTING });
  }

  /** When all these places are taken, the caller who has most of them gives one up. */
  function makeRoom(
    request: SandboxRequest,
    lane: string,
    places: { readonly most: number; counts: (item: Waiting) => boolean },
  ): void {
    const waiting = line.count(places.counts);
    if (waiting < places.most) return;
    const given = line.takeFromLongerThan(lane, places.counts);
    if (!given)
      throw tooMany(
        request,
        line.count((item) => item.script === request.script),
      );
    given.reject(tooMany(given.request, waiting));
  }

  return {
    evaluate(request, { report = () => {}, caller = '', signal } = {}) {
      if (isClosed) return Promise.resolve(STOPPING);
      const lane = request.job ? JSON.stringify([caller]) : LISTING;
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(left(request));
        if (request.job) requirePlace(request, lane);
        const item = { script: request.script, lane, request, report, signal, resolve, reject };
        signal?.addEventListener('abort', () => void (line.remove(item) && reject(left(request))));
        line.add(item);
        runWhatMay();
      });
    },
    warmUp() {
      if (!isClosed && children.size === 0) letRest(newChild());
    },
    close() {
      isClosed = true;
      for (const { end } of resting) clearTimeout(end);
      for (const child of children) child.kill();
      for (const { resolve } of line.takeAll(() => true)) resolve(STOPPING);
    },
  };
}

const STOPPING: SandboxReply = { ok: false, failure: { kind: 'crash', text: 'the manager is stopping' } };

function tooMany({ script }: SandboxRequest, ofScript: number): FarmError {
  return new FarmError('busy', {
    message: `too many jobs wait to be compiled (${ofScript} of them with the job type "${script}"); submit this one again in a while`,
    details: { script, retryAfterSeconds: 10 },
  });
}

function left({ script }: SandboxRequest): FarmError {
  return new FarmError('client-left', {
    message: `nobody waits any more for this job of the type "${script}", so it was not compiled`,
  });
}
