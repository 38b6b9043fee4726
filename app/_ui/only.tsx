import type { ReactNode } from 'react';
import type { Right } from '../_lib/rights.ts';

/** Fields and buttons that only those may use who have the right; for all others they are disabled, and say why. */
export function Only({ right, children }: { readonly right: Right; readonly children: ReactNode }) {
  return (
    <fieldset disabled={!right.may} title={right.why ?? undefined} style={{ display: 'contents' }}>
      {children}
    </fieldset>
  );
}
