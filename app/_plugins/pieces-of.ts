import type { Contributions, Piece, SlotName } from './contributions.ts';

/** The pieces that the running plugins have for a slot, in order. */
export function piecesOf<Name extends SlotName>(
  installed: readonly Contributions[],
  slot: Name,
  isRunning: (plugin: string) => boolean,
): { readonly plugin: string; readonly piece: Piece<Name> }[] {
  return installed
    .filter(({ plugin }) => isRunning(plugin))
    .flatMap(({ plugin, pieces }) =>
      pieces.flatMap((piece) => (piece.slot === slot ? [{ plugin, piece: piece as unknown as Piece<Name> }] : [])),
    )
    .toSorted((a, b) => a.piece.order - b.piece.order);
}
