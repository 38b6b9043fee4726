import type { WhyRule, WhyWorkersRule } from '../../contracts/why.ts';
import { adviceOf, blockingRules, type EligibilityFacts, type EligibilityRule } from '../../domain/eligibility.ts';
import type { WorkerInQuestion } from '../worker-in-question.ts';

/** How many workers an answer names; the others are only counted. */
const EXAMPLES = 5;

/** What the rules say about one waiting task, or the waiting tasks of one type, over all workers. */
export interface Judgement {
  /** From rules about the job or the task: these apply to any worker. */
  readonly blocked_by: WhyRule[];
  readonly workers: number;
  readonly able: { readonly workers: number; readonly examples: { id: string; name: string }[] };
  readonly held_back: WhyWorkersRule[];
}

export interface Waiting {
  readonly workers: readonly WorkerInQuestion[];
  /** The facts if this worker asks. */
  readonly factsOf: (worker: WorkerInQuestion) => EligibilityFacts;
  readonly rules: readonly EligibilityRule[];
  /** How many tasks the judgement is about, if it is about all waiting tasks of a type and not about a single one. */
  readonly tasks?: number;
}

/** Applies every rule to every worker and groups the workers by rule. */
export function judgeWorkers({ workers, factsOf, rules, tasks }: Waiting): Judgement {
  const general = rules.filter(isGeneral);
  const personal = rules.filter((rule) => !isGeneral(rule));
  const groups = new Map<EligibilityRule, Held[]>();
  const able: WorkerInQuestion[] = [];
  for (const worker of workers) {
    const facts = factsOf(worker);
    const broken = blockingRules(facts, personal);
    if (broken.length === 0) able.push(worker);
    for (const rule of broken) {
      const group = groups.get(rule) ?? [];
      groups.set(rule, group);
      group.push({ worker, facts, only: broken.length === 1 });
    }
  }
  const anyone = factsOf(workers[0] ?? NOBODY);
  return {
    blocked_by: blockingRules(anyone, general).map((rule) => ({
      rule: rule.name,
      why: tasks !== undefined && rule.whyMany ? rule.whyMany(tasks, anyone) : rule.why(anyone),
      unblock: adviceOf(rule, anyone),
    })),
    workers: workers.length,
    able: { workers: able.length, examples: examples(able) },
    held_back: personal.flatMap((rule) => describeGroup(rule, groups.get(rule))).toSorted((a, b) => b.only - a.only),
  };
}

/** Whether the rule is about the job or the task, so that it applies to all workers alike. */
export function isGeneral(rule: EligibilityRule): boolean {
  return rule.about === 'job' || rule.about === 'task';
}

interface Held {
  readonly worker: WorkerInQuestion;
  readonly facts: EligibilityFacts;
  /** No other rule holds the worker back. */
  readonly only: boolean;
}

function describeGroup(rule: EligibilityRule, group: readonly Held[] | undefined): WhyWorkersRule[] {
  if (!group) return [];
  const first = group.toSorted((a, b) => Number(b.only) - Number(a.only));
  const [example] = first;
  if (!example) return [];
  return [
    {
      rule: rule.name,
      why: group.length > 1 && rule.whyMany ? rule.whyMany(group.length, example.facts) : rule.why(example.facts),
      unblock: group.length > 1 ? rule.unblock : adviceOf(rule, example.facts),
      workers: group.length,
      only: group.filter((held) => held.only).length,
      examples: examples(first.map((held) => held.worker)),
    },
  ];
}

function examples(workers: readonly WorkerInQuestion[]): { id: string; name: string }[] {
  return workers.slice(0, EXAMPLES).map(({ row }) => ({ id: row.id, name: row.name }));
}

/** Stands in for a worker when the farm has none: rules about the job and the task do not look at it. */
const NOBODY: WorkerInQuestion = {
  row: {
    id: '',
    secret_hash: '',
    next_secret_hash: null,
    new_secret_asked_at: null,
    enrolment_code_id: null,
    name: '',
    address: '',
    platform: '',
    software: '',
    status: '',
    status_requested: null,
    status_request_lazy: 0,
    supported_task_types: '[]',
    can_restart: 0,
    approval: null,
    name_locked: 0,
    tags_locked: 0,
    refused_wishes: null,
    last_seen_at: null,
    created_at: '',
    updated_at: '',
    deleted_at: null,
  },
  types: [],
  tagIds: [],
  runningTask: null,
};
