export const JOIN_SYSTEMS = ['linux', 'macos', 'windows'] as const;
export type JoinSystem = (typeof JOIN_SYSTEMS)[number];

export interface JoinChoice {
  readonly system: JoinSystem;
  /** `once`: until the terminal is closed. `service`: from now on, started by the system. */
  readonly runs: 'once' | 'service';
  /** If empty, the script asks for it if the farm needs one. */
  readonly secret: string;
}

const NOT_AS_SHOWN = 'is not the one that the page of the manager knows: reload the page, and copy the command again';

/**
 * The line to paste into a terminal of the new machine. `manager` has no slash at the end.
 * @param checksum of the script (SHA-256, hexadecimal), which the command compares before it runs it: the script names
 *   the checksums of all that it fetches, so nothing but what this page showed gets onto the machine
 */
export function joinCommand(manager: string, { system, runs, secret }: JoinChoice, checksum: string): string {
  return system === 'windows'
    ? powerShellCommand(`${manager}/join.ps1`, { runs, secret }, checksum)
    : shellCommand(`${manager}/join.sh`, { system, runs, secret }, checksum);
}

function shellCommand(script: string, { system, runs, secret }: JoinChoice, checksum: string): string {
  const setSecret = secret === '' ? '' : `FLAMENCO_REGISTRATION_SECRET='${secret.replaceAll("'", String.raw`'\''`)}' `;
  const options = runs === 'once' ? '--run' : '--service user';
  const hash = system === 'macos' ? 'shasum -a 256' : 'sha256sum';
  const print = String.raw`printf "%s\n" "$s"`;
  // In a shell of its own, since not everybody's understands this.
  return `${setSecret}sh -c 's=$(curl -fsSL ${script}) || exit; case $(${print} | ${hash}) in ${checksum}*) ${print} | sh -s -- ${options} ;; *) echo "join.sh ${NOT_AS_SHOWN}"; exit 1 ;; esac'`;
}

function powerShellCommand(script: string, { runs, secret }: Omit<JoinChoice, 'system'>, checksum: string): string {
  const setSecret = secret === '' ? '' : `$env:FLAMENCO_REGISTRATION_SECRET = '${secret.replaceAll("'", "''")}'; `;
  const hash =
    '-join ([Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($s)) | % ToString x2)';
  const run = `& ([scriptblock]::Create($s))${runs === 'once' ? '' : ' -Service'}`;
  return `${setSecret}$s = irm ${script}; if ((${hash}) -ne '${checksum}') { throw 'join.ps1 ${NOT_AS_SHOWN}' }; ${run}`;
}
