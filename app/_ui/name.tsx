import { visibleText } from '../_lib/visible-text.ts';

/** A name or another short text that somebody made up. It does not change the direction of what is around it. */
export function Name({ children }: { readonly children: string }) {
  return <bdi>{visibleText(children)}</bdi>;
}
