export const JOIN_SYSTEMS = ['linux', 'macos', 'windows'] as const;
export type JoinSystem = (typeof JOIN_SYSTEMS)[number];

export interface JoinChoice {
  readonly system: JoinSystem;
  /** `service`: from now on, whenever somebody logs on. */
  readonly runs: 'once' | 'service';
  /** Empty = the script asks for it where it is needed. */
  readonly secret: string;
}

/** The line that a person pastes into a terminal of the new machine. `manager` without a slash at the end. */
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
