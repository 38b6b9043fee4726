export const JOIN_SYSTEMS = ['linux', 'macos', 'windows'] as const;
export type JoinSystem = (typeof JOIN_SYSTEMS)[number];

export interface JoinChoice {
  readonly system: JoinSystem;
  /** `once`: until the terminal is closed. `service`: from now on, started by the system. */
  readonly runs: 'once' | 'service';
  /** If empty, the script asks for it if the farm needs one. */
  readonly secret: string;
}

/** The line to paste into a terminal of the new machine. `manager` has no slash at the end. */
export function joinCommand(manager: string, { system, runs, secret }: JoinChoice): string {
  if (system === 'windows') {
    const setSecret = secret === '' ? '' : `$env:FLAMENCO_REGISTRATION_SECRET = '${secret.replaceAll("'", "''")}'; `;
    const script = `irm ${manager}/join.ps1`;
    return setSecret + (runs === 'once' ? `${script} | iex` : `& ([scriptblock]::Create((${script}))) -Service`);
  }
  const setSecret = secret === '' ? '' : `FLAMENCO_REGISTRATION_SECRET='${secret.replaceAll("'", String.raw`'\''`)}' `;
  const options = runs === 'once' ? ' -s -- --run' : ' -s -- --service user';
  return `curl -fsSL ${manager}/join.sh | ${setSecret}sh${options}`;
}
