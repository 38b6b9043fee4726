/**
 * The key in `sources` of what a script in `folder` calls `wanted`. As in other CommonJS programs, `./` and `../` begin
 * at that folder, and the ending may be left out; other names begin at the scripts folder. Job-type scripts go by the
 * names of their job types.
 * Throws an error that says what can be loaded.
 */
export function resolveScript(sources: Readonly<Record<string, string>>, folder: string, wanted: string): string {
  const isAbsolute = /^([\\/]|[A-Za-z]:)/.test(wanted);
  const path = isAbsolute ? undefined : pathOf(/^\.\.?([\\/]|$)/.test(wanted) ? `${folder}/${wanted}` : wanted);
  if (path === undefined)
    throw new Error(
      `require("${wanted}"): this is outside the scripts folder, the only place that scripts can load from`,
    );
  for (const ending of ['', '.js', '.json', '/index.js']) {
    for (const key of [path + ending, jobTypeNameOf(path + ending)])
      if (key !== undefined && Object.hasOwn(sources, key)) return key;
  }
  throw new Error(
    `require("${wanted}"): there is no such script; scripts can use author, path, process and other .js and .json files in the scripts folder (up to 1,000 files and 8 MB)`,
  );
}

/** Without `.` and `..`; undefined if it leads outside. */
function pathOf(name: string): string | undefined {
  const kept: string[] = [];
  for (const part of name.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept.join('/');
}

/** What the file of a job type is called in the farm. Files in folders are none. */
function jobTypeNameOf(path: string): string | undefined {
  return path.includes('/') ? undefined : path.replace(/\.js$/, '').replaceAll('_', '-');
}
