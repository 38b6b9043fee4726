import type { RefusedWishes } from '../../contracts/worker.ts';

/** The column without one of the wishes, on which a person has decided; null if none is left. */
export function withoutRefused(column: string | null, decided: keyof RefusedWishes): string | null {
  if (column === null) return null;
  const { [decided]: _decided, ...left } = JSON.parse(column) as RefusedWishes;
  return Object.keys(left).length === 0 ? null : JSON.stringify(left);
}
