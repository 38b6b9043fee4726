import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { FarmError } from '../../domain/errors.ts';
import type { Farm } from '../../farm/farm.ts';

const MOST_LOGGED = 200;
/** The library's codes that mean that nothing usable came back. */
const NO_ANSWER = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);
const CLOCK = 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED';
const OTHER_VALUE = new Set(['OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED']);

/** What is told of a failure, and to whom the rest is of use. */
interface Refusal {
  readonly code: FarmError['code'];
  readonly text: string;
}

/**
 * Asks the provider. What goes wrong is logged, without tokens, codes and secrets.
 * @throws FarmError provider-failed (502), gone (410: the code was used or is too old), not-allowed (403: the provider
 *   or the person said no), bad-credentials (403: the answer is for another browser)
 */
export async function translatedOfProvider<T>(farm: Farm, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof FarmError) throw error;
    const { issuer, label } = farm.config.settings.oidc;
    const { code, text } = refusalOf(error, label);
    farm.logger.warn({ issuer, ...factsOf(error) }, 'signing in with the OpenID provider failed');
    // Not as the cause, which would be logged: it may hold what the provider answered.
    throw new FarmError(code, { message: text });
  }
}

function refusalOf(error: unknown, label: string): Refusal {
  if (error instanceof AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? { code: 'not-allowed', text: `${label} did not let you in, or you changed your mind` }
      : { code: 'provider-failed', text: `${label} refused the sign-in (${word(error.error)}); begin again` };
  }
  if (error instanceof ResponseBodyError && error.error === 'invalid_grant') {
    return { code: 'gone', text: 'this sign-in was used already, or took too long; begin again' };
  }
  const isSecret =
    error instanceof ResponseBodyError && ['invalid_client', 'unauthorized_client'].includes(error.error);
  if (isSecret || codeOf(error) === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') {
    const text = `${label} refused this farm's "oidc.client_id" or its secret; an admin has to correct it`;
    return { code: 'provider-failed', text };
  }
  const code = codeOf(error);
  if (code === CLOCK) {
    const text = `the clocks of ${label} and of this manager differ too much; an admin has to set them right`;
    return { code: 'provider-failed', text };
  }
  const { claim, attribute } = causeOf(error);
  if (OTHER_VALUE.has(code) && claim === 'nonce') {
    return { code: 'bad-credentials', text: 'this sign-in was begun in another browser; begin again' };
  }
  if (OTHER_VALUE.has(code) && (claim === 'iss' || attribute === 'issuer')) {
    const text = `${label} calls itself by another address than "oidc.issuer" says; an admin has to correct it`;
    return { code: 'provider-failed', text };
  }
  if (NO_ANSWER.has(code) || isUnreachable(error)) {
    return { code: 'provider-failed', text: `${label} does not answer; try again in a moment` };
  }
  return { code: 'provider-failed', text: `${label} gave an answer that this farm cannot use` };
}

/** Neither codes nor tokens: what the provider answered stays out, but for its word for the error. */
function factsOf(error: unknown): Record<string, unknown> {
  const { claim, attribute, code } = causeOf(error);
  const isTold = error instanceof ResponseBodyError || error instanceof AuthorizationResponseError;
  return {
    code: codeOf(error) || undefined,
    ...(isTold ? { error: word(error.error), description: word(error.error_description ?? '') } : {}),
    ...(error instanceof Error && !isTold ? { message: word(error.message) } : {}),
    ...(claim === undefined ? {} : { claim }),
    ...(attribute === undefined ? {} : { attribute }),
    ...(typeof code === 'string' ? { reason: code } : {}),
  };
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

function causeOf(error: unknown): { readonly claim?: unknown; readonly attribute?: unknown; readonly code?: unknown } {
  const cause = error instanceof Error ? error.cause : undefined;
  // The library puts its own errors around those of the library below it.
  if (cause instanceof Error && cause.cause !== undefined) return causeOf(cause);
  return typeof cause === 'object' && cause !== null ? cause : {};
}

/** No connection, or an answer that is not from a provider at all. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  return (
    error instanceof ClientError &&
    ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(error.code ?? '')
  );
}

function word(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, MOST_LOGGED);
}
