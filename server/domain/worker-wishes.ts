import type { RefusedWishes } from '../contracts/worker.ts';

/** What a worker says of itself when it signs on, and what the farm knows. */
export interface WishesInQuestion {
  /** Whether it never signed on before. */
  readonly isNew: boolean;
  /** Whether the farm takes wishes from new workers only. */
  readonly onlyWhenNew: boolean;
  /** Whether a person has set its name, or its tags. */
  readonly nameLocked: boolean;
  readonly tagsLocked: boolean;
  readonly name: string;
  readonly wishedName: string;
  /** Whether another worker has the wished name. */
  readonly isTaken: boolean;
  readonly tags: readonly string[];
  /** Undefined if it names none. */
  readonly wishedTags: readonly string[] | undefined;
}

export interface WishesDecision {
  readonly name: string;
  /** The tags to give it, in addition to those that it has. */
  readonly tags: readonly string[];
  /** Null if it got all that it asked for. */
  readonly refused: RefusedWishes | null;
}

/**
 * A worker's name and tags are a wish: anybody may be behind it, and jobs are bound to tags. A new worker's wishes are
 * taken. Later ones are not where a person has decided, or the farm does not want them; nor may a worker take the name
 * of another.
 */
export function decideWishes(wishes: WishesInQuestion): WishesDecision {
  const { isNew, onlyWhenNew, name, wishedName, tags } = wishes;
  const isLate = onlyWhenNew && !isNew;
  const nameRefused = wishedName !== name && (wishes.nameLocked || isLate || (wishes.isTaken && !isNew));
  const wished = (wishes.wishedTags ?? []).filter((tag) => !tags.includes(tag));
  const tagsRefused = wished.length > 0 && (wishes.tagsLocked || isLate);
  return {
    name: nameRefused ? name : wishedName,
    tags: tagsRefused ? [] : wished,
    refused:
      nameRefused || tagsRefused
        ? { ...(nameRefused && { name: wishedName }), ...(tagsRefused && { tags: wished }) }
        : null,
  };
}
