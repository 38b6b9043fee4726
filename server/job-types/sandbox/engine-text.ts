/** The machine and the Node that job-type scripts would run in, as `process` knows them. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** Node's version, with a v. */
  readonly version: string;
}

/**
 * What people read on a machine on which no job-type script runs, because the engine of the sandbox cannot be loaded.
 * @param why what Node says of it
 */
export function engineText({ platform, arch, version }: Machine, why: string): string {
  const [said = ''] = why.split('\n');
  const engine = `isolated-vm, which runs the scripts of job types, cannot be loaded by Node ${version.slice(1)} on ${platform}-${arch}`;
  return `${engine} (${said.trim()}). Workers do not need it; docs/platforms.md says on what machines and with what Node a manager runs`;
}
