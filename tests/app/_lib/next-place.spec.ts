import { expect, it } from 'vitest';
import { nextPlace, signInPlace } from '#app/_lib/next-place.ts';

const ORIGIN = 'https://farm.example.org';

it.each([
  '/app/jobs',
  '/app/device',
  '/app/workers?q=node&status=awake',
  '/app/jobs/0c5e2c0e-6b6f-4b1c-9d0b-3c0d9a7a7b1e#log',
])('after signing in, %s is where somebody goes who wanted it', (place) => {
  expect(nextPlace(place, ORIGIN)).toBe(place);
});

it.each([
  null,
  '',
  'jobs',
  '/api/v3/jobs',
  '/apple',
  'https://example.com/app/jobs',
  '//example.com/app/jobs',
  '/app//example.com',
  '/app/\\example.com',
  '/app/../../example.com',
  '/app/%2e%2e/api/v3/jobs',
  'javascript:alert(1)',
  '/app/sign-in?next=/app/sign-in',
  '/app/welcome',
])('after signing in, %s leads to the jobs instead', (place) => {
  expect(nextPlace(place, ORIGIN)).toBe('/app/jobs');
});

it('the page to sign in on knows the whole place, and leads back there', () => {
  const here = new URL(`${ORIGIN}/app/jobs/1?q=a%26b&status=failed#log`);
  const place = signInPlace(here as unknown as Location, true);
  const parameters = new URL(place, ORIGIN).searchParams;
  expect(parameters.get('ended')).toBe('1');
  expect(nextPlace(parameters.get('next'), ORIGIN)).toBe('/app/jobs/1?q=a%26b&status=failed#log');
});
