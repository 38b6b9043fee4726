/** This platform in the words that managers, configurations and job types use: `linux`, `windows`, `darwin`. */
export function goPlatform(): string {
  return process.platform === 'win32' ? 'windows' : process.platform;
}

/** `amd64`, `arm64`, … */
export function goArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}
