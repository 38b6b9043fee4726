import { AsyncLocalStorage } from 'node:async_hooks';

/** Where a change comes from, for the audit log. */
export interface Origin {
  /** The address of the computer that sent the request; empty if there was no request. */
  readonly address: string;
  /** The request's id; empty likewise. */
  readonly requestId: string;
}

const NOWHERE: Origin = { address: '', requestId: '' };
const origins = new AsyncLocalStorage<Origin>();

/** Runs the answering of a request. All changes that are begun in it, however deep, come from there. */
export function withOrigin<T>(origin: Origin, work: () => T): T {
  return origins.run(origin, work);
}

/** Where the request comes from that is being answered. */
export function currentOrigin(): Origin {
  return origins.getStore() ?? NOWHERE;
}
