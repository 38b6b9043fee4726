import { useState } from 'react';

/** The first few of a long list, until the reader asks for all of it. */
export interface FirstFew<T> {
  readonly shown: readonly T[];
  readonly hasMore: boolean;
  readonly showAll: () => void;
}

/** Shows only `few` of the items at first. One more is shown right away: a button would take its place. */
export function useFirstFew<T>(items: readonly T[], few: number): FirstFew<T> {
  const [isAll, setIsAll] = useState(false);
  const hasMore = !isAll && items.length > few + 1;
  return { shown: hasMore ? items.slice(0, few) : items, hasMore, showAll: () => setIsAll(true) };
}
