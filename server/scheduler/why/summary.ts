import type { Judgement } from './judge-workers.ts';

/** The answer in one or two sentences about tasks in the pool. `many`: about several tasks, not a single one. */
export function summaryOf(judgement: Judgement, what: { readonly many: boolean }): string {
  const [general] = judgement.blocked_by;
  if (general) return general.why;
  if (judgement.workers === 0) return 'There is no worker on this farm yet.';
  const it = what.many ? 'The next task' : 'It';
  if (judgement.able.workers > 0) return `${ableWorkers(judgement)} ${it} starts when its turn comes.`;
  const busy = judgement.held_back.find((group) => group.rule === 'worker-free' && group.only > 0);
  if (busy) {
    const fit =
      busy.only === 1 ? 'The one worker that could run it is' : `The ${busy.only} workers that could run it are`;
    return `${fit} busy with other tasks.`;
  }
  return `No worker can take ${what.many ? 'them' : 'it'} now. ${judgement.held_back[0]?.why ?? ''}`;
}

function ableWorkers({ able }: Judgement): string {
  const [first] = able.examples;
  if (able.workers === 1 && first) return `Worker ${first.name} is free for it.`;
  return `${able.workers} workers are free for it.`;
}
