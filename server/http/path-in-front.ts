const OURS = /^(\/.+?)\/(?:api\/(?:v3|trpc)|app|job-files)(?:\/|$)/;

/**
 * The path below which a proxy seems to have put the manager, such as `/farm` for `/farm/api/v3/version`; undefined if
 * there is no sign of that.
 */
export function pathInFront(path: string): string | undefined {
  return path === '/app' || path.startsWith('/app/') ? undefined : OURS.exec(path)?.[1];
}
