/**
 * The image library, loaded on demand because it is large and most workers rarely need it. Undefined on a worker that
 * was installed from the manager: the library has a different package for each platform.
 */
export async function imageLibrary() {
  return await import('sharp').then(
    (loaded) => loaded.default,
    () => undefined,
  );
}
