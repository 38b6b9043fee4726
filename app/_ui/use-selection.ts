import { useCallback, useMemo, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Adds or removes one row, from which later ranges start. */
  readonly toggle: (id: string) => void;
  /** Adds every row from the last one that was toggled to this one, in the order of `all`. */
  readonly extend: (id: string, all: readonly string[]) => void;
  readonly choose: (ids: readonly string[]) => void;
  readonly clear: () => void;
}

interface State {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | null;
}

const NONE: State = { ids: new Set(), anchor: null };

/** The selected rows of a table. */
export function useSelection(): Selection {
  const [state, setState] = useState(NONE);
  const toggle = useCallback((id: string) => setState((before) => ({ ids: toggled(before.ids, id), anchor: id })), []);
  const extend = useCallback((id: string, all: readonly string[]) => {
    setState((before) => ({ ids: extended(before, id, all), anchor: id }));
  }, []);
  const choose = useCallback((ids: readonly string[]) => setState({ ids: new Set(ids), anchor: null }), []);
  const clear = useCallback(() => setState(NONE), []);
  return useMemo(() => ({ ids: state.ids, toggle, extend, choose, clear }), [state.ids, toggle, extend, choose, clear]);
}

function toggled(ids: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

function extended({ ids, anchor }: State, id: string, all: readonly string[]): Set<string> {
  const to = all.indexOf(id);
  const from = anchor === null ? to : all.indexOf(anchor);
  return new Set([...ids, ...all.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1)]);
}
