import type { Component } from './cyclonedx.ts';

/** The licences of the wheels, as their own metadata gives them; a list of requirements has none. */
const LICENCES: Readonly<Record<string, string>> = { 'blender-asset-tracer': 'GPL-2.0-or-later' };

/**
 * The wheels that the add-on for Blender brings along.
 * @param requirements as pip reads them: `name==version --hash=sha256:…`
 * @throws Error if a line is different, or a wheel's licence is not known
 */
export function wheelComponents(requirements: string): Component[] {
  const lines = requirements.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name, version, sum] = /^([\w.-]+)==([\w.]+) --hash=sha256:([0-9a-f]{64})$/.exec(line) ?? [];
    if (name === undefined || version === undefined || sum === undefined)
      throw new Error(`plugins/blender/requirements.txt: "${line}" is not NAME==VERSION --hash=sha256:SUM`);
    const id = LICENCES[name];
    if (id === undefined) throw new Error(`the licence of ${name} is missing in scripts/sbom/wheel-components.ts`);
    const purl = `pkg:pypi/${name}@${version}`;
    const hashes = [{ alg: 'SHA-256' as const, content: sum }];
    return { 'bom-ref': purl, type: 'library', name, version, purl, hashes, licenses: [{ license: { id } }] };
  });
}
