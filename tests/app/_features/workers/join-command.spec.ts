import { describe, expect, it } from 'vitest';
import { joinCommand } from '#app/_features/workers/join-command.ts';
import { listedAs } from '#app/_features/workers/worker-status.ts';

const FARM = 'http://farm:8080';

describe('the command that brings a worker to a new machine', () => {
  it.each([
    ['linux', 'once', '', 'curl -fsSL http://farm:8080/join.sh | sh -s -- --run'],
    ['macos', 'service', '', 'curl -fsSL http://farm:8080/join.sh | sh -s -- --service user'],
    ['windows', 'once', '', 'irm http://farm:8080/join.ps1 | iex'],
    ['windows', 'service', '', '& ([scriptblock]::Create((irm http://farm:8080/join.ps1))) -Service'],
  ] as const)('on %s, run %s', (system, runs, secret, command) => {
    expect(joinCommand(FARM, { system, runs, secret })).toBe(command);
  });

  it('has the secret in the environment and never in the address, whatever characters it contains', () => {
    const secret = `it's-$ecret&"\\`;
    expect(joinCommand(FARM, { system: 'linux', runs: 'once', secret })).toBe(
      `curl -fsSL http://farm:8080/join.sh | FLAMENCO_REGISTRATION_SECRET='it'\\''s-$ecret&"\\' sh -s -- --run`,
    );
    expect(joinCommand(FARM, { system: 'windows', runs: 'once', secret })).toBe(
      `$env:FLAMENCO_REGISTRATION_SECRET = 'it''s-$ecret&"\\'; irm http://farm:8080/join.ps1 | iex`,
    );
  });
});

describe('a worker is listed', () => {
  it('by its status once it may work, and until then by what it is waiting for', () => {
    expect(listedAs({ status: 'awake', approval: null })).toBe('awake');
    expect(listedAs({ status: 'awake', approval: 'wrong-secret' })).toBe('waiting');
    expect(listedAs({ status: '', approval: 'no-secret' })).toBe('waiting');
    expect(listedAs({ status: 'offline', approval: 'rejected' })).toBe('rejected');
  });
});
