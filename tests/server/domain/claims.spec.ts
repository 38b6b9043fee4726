import { describe, expect, test } from 'vitest';
import type { PersonRole } from '#server/contracts/person.ts';
import { type Claims, personOfClaims, roleOfClaims, wordFor } from '#server/domain/claims.ts';

describe('the role that claims give', () => {
  const rules = {
    roles_claim: 'groups',
    roles: { chiefs: 'admin', crew: 'artist', guests: 'viewer' },
    default_role: 'none',
  } as const;
  test.each<[what: string, claims: Claims, role: PersonRole | null]>([
    ['that of a text', { groups: 'crew' }, 'artist'],
    ['the one that may do most', { groups: ['guests', 'chiefs', 'crew'] }, 'admin'],
    ['none for other values', { groups: ['others'] }, null],
    ['none for names that objects have anyway', { groups: ['constructor', '__proto__'] }, null],
    ['none for what is not text', { groups: [['crew'], { crew: true }, null, 1] }, null],
    ['none without the claim', {}, null],
    ['none for a part of a value', { groups: 'crew,chiefs' }, null],
    ['none for other letters', { groups: ['Crew'] }, null],
  ])('is %s', (_what, claims, role) => {
    expect(roleOfClaims(claims, rules)).toBe(role);
  });

  test('may be inside another claim, or in one with dots in its name', () => {
    const claims = { realm_access: { roles: ['crew'] }, 'https://studio/x.roles': ['guests'] };
    expect(roleOfClaims(claims, { ...rules, roles_claim: 'realm_access.roles' })).toBe('artist');
    expect(roleOfClaims(claims, { ...rules, roles_claim: 'https://studio/x.roles' })).toBe('viewer');
    expect(roleOfClaims(claims, { ...rules, roles_claim: 'realm_access.constructor' })).toBeNull();
  });

  test('is that of newcomers where the claim says nothing', () => {
    expect(roleOfClaims({}, { ...rules, default_role: 'viewer' })).toBe('viewer');
    expect(roleOfClaims({ groups: 'chiefs' }, { roles_claim: '', roles: rules.roles, default_role: 'viewer' })).toBe(
      'viewer',
    );
  });
});

describe('the name of a new person', () => {
  test.each([
    [{ preferred_username: 'Anna' }, 'anna'],
    [{ preferred_username: 'Anna.Lind@studio.example' }, 'anna.lind'],
    [{ preferred_username: ' Anna Lind ' }, 'anna-lind'],
    [{ preferred_username: 'STUDIO\\anna' }, 'studio-anna'],
    [{ preferred_username: '…', email: 'anna@studio.example' }, 'anna'],
    [{ preferred_username: 'Åsa' }, 'åsa'],
    [{ preferred_username: '' }, undefined],
    [{ preferred_username: 7 }, undefined],
    [{ preferred_username: 'a'.repeat(500) }, undefined],
  ])('of %j is %s', (claims, name) => {
    expect(personOfClaims(claims, 'preferred_username').name).toBe(name);
  });

  test('comes with the e-mail address only if that is verified', () => {
    const email = 'Anna@Studio.example';
    const of = (email_verified: unknown) => personOfClaims({ email, email_verified }, 'sub').email;
    expect([of(true), of(false), of('true'), of(undefined)]).toEqual(['anna@studio.example', null, null, null]);
  });
});

test('whoever is not admitted is called something that can be read', () => {
  expect(wordFor({ preferred_username: 'an\u202ena\u0000' }, 'preferred_username')).toBe('anna');
  expect(wordFor({ sub: '42' }, 'preferred_username')).toBe('42');
  expect(wordFor({}, 'preferred_username')).toBe('somebody');
});
