import { describe, expect, it } from 'vitest';
import { isLoggedOn, wrongAccount } from '#worker/install/who-logs-on.ts';

const ANN = { account: String.raw`STUDIO\ann`, sid: 'S-1-5-21-1' };
const ADMIN = { account: String.raw`RENDER7\admin`, sid: 'S-1-5-21-2' };
const ENTRA = { account: String.raw`AzureAD\AnnSmith`, sid: 'S-1-12-1-3' };

describe('the account that a worker is installed for', () => {
  it('is in question when an administrator opened the window on the desktop of somebody else', () => {
    const who = { ...ADMIN, isElevated: true, session: 2, desktops: [{ session: 2, ...ANN }] };
    expect(wrongAccount(who)).toMatch(/runs as RENDER7\\admin, but STUDIO\\ann is logged on here\..*-Remove/);
  });

  it.each([
    ['somebody at their own desktop', { ...ANN, isElevated: false, session: 1, desktops: [{ session: 1, ...ANN }] }],
    ['an administrator at their own', { ...ADMIN, isElevated: true, session: 1, desktops: [{ session: 1, ...ADMIN }] }],
    ['an account of Microsoft Entra', { ...ENTRA, isElevated: true, session: 3, desktops: [{ session: 3, ...ENTRA }] }],
    ['SSH, which has no desktop', { ...ADMIN, isElevated: true, session: 0, desktops: [{ session: 1, ...ANN }] }],
    ['a machine that does not tell', { ...ADMIN, isElevated: true, session: 1, desktops: null }],
  ])('is not in question for %s', (_who, who) => {
    expect(wrongAccount(who)).toBeUndefined();
  });

  it('is logged on if any desktop is theirs, even one of another session than that of SSH', () => {
    const ssh = { ...ANN, isElevated: true, session: 0 };
    expect(isLoggedOn({ ...ssh, desktops: [{ session: 1, ...ANN }] })).toBe(true);
    expect(isLoggedOn({ ...ssh, desktops: [{ session: 1, ...ADMIN }] })).toBe(false);
    expect(isLoggedOn({ ...ssh, desktops: null })).toBe(true);
  });
});
