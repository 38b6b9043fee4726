/** A platform in the words that managers, configurations and job types use (Go's): `linux`, `windows`, `darwin`, … */
export function platformName(platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? 'windows' : platform;
}

/** A processor architecture in the same words: `amd64`, `arm64`, … */
export function architectureName(architecture: NodeJS.Architecture = process.arch): string {
  return architecture === 'x64' ? 'amd64' : architecture;
}
