/**
 * Folders like `Blender 4.2` or `blender-4.10.1-linux-x64` by the version in their names, the newest first.
 *
 * @param unversioned where those without a version come: `first` where that is what the current one is called.
 */
export function newestFirst(names: readonly string[], unversioned: 'first' | 'last' = 'last'): string[] {
  return names.toSorted((a, b) => {
    const [one, other] = [versionIn(a), versionIn(b)];
    if (one.length === 0 || other.length === 0) {
      const order = other.length - one.length;
      return (unversioned === 'last' ? order : -order) || compareTexts(a, b);
    }
    for (let part = 0; part < Math.max(one.length, other.length); part++) {
      const difference = (other[part] ?? 0) - (one[part] ?? 0);
      if (difference !== 0) return difference;
    }
    return compareTexts(a, b);
  });
}

function versionIn(name: string): number[] {
  const [version] = /\d+(\.\d+)*/.exec(name) ?? [];
  return version === undefined ? [] : version.split('.').map(Number);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
