import type { Judgement, KnownManager, SeenManager } from './known-manager.ts';

const KEEPS = 'This worker has sent it no secret, and keeps its identity';
const IF_OTHER =
  'If it was installed anew, or this worker is to move to it, start the worker once with --register-anew: it then becomes a new worker there';
const IF_SAME = 'if it is the same manager all the same, start it once with --trust-manager';

/**
 * What to tell somebody whose worker does not send its secrets to this manager, and what can be done; undefined if it
 * may send them.
 */
export function whyNotTrusted(
  judgement: Judgement,
  seen: SeenManager,
  known: KnownManager | undefined,
): string | undefined {
  if (judgement === 'same' || judgement === 'first') return undefined;
  if (judgement === 'merely-found') {
    return `a manager was found at ${seen.url}, but anybody can answer on a network, and this worker does not know yet which manager it belongs to. ${KEEPS}. Name the manager once, with --manager or "manager_url" in flamenco-worker.yaml`;
  }
  const registered = known === undefined ? '' : ` (${known.url})`;
  const about = `the manager at ${seen.url} is not the one that this worker is registered with${registered}`;
  const said = seen.said === undefined ? '' : ` (it answered ${seen.said})`;
  return `${about}: ${difference(seen, known)}${said}. ${KEEPS}. ${IF_OTHER}; ${IF_SAME}`;
}

function difference(seen: SeenManager, known: KnownManager | undefined): string {
  if (seen.isFalse) return 'it cannot prove the key that it shows';
  if (known?.key === undefined) return 'it has another address, and there is no key to recognise it by';
  if (seen.key === undefined) return 'it cannot prove that it is';
  if (seen.key === known.key) return 'something in between passes on its answers';
  return `it has another key (${fingerprint(seen.key)}, not ${fingerprint(known.key)})`;
}

/** The end of a key, which is enough for people to tell keys apart. */
export function fingerprint(key: string): string {
  return `…${key.slice(-9)}`;
}
