/**
 * Options of a test, or of a group of them, that not every machine can run. Where `isThere` is false they are left out,
 * and the test command names them with what they need.
 * @param what completes "needs …"
 */
export function needs(what: string, isThere: boolean): { skip: boolean; meta: { needs: string } } {
  return { skip: !isThere, meta: { needs: what } };
}
