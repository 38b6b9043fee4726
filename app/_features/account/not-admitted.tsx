import { Button } from '@mantine/core';
import type { NotAdmitted as Facts } from '#server/contracts/web/account.ts';
import { PAGES } from '../../_lib/next-place.ts';
import classes from './bare-frame.module.css';
import { ProviderButton } from './provider-button.tsx';

interface Props extends Facts {
  /** What the OpenID provider is called; null = a proxy says who it is. */
  readonly provider: string | null;
  /** Where the reader signs out of the provider, if that is possible. */
  readonly signOutAddress: string | null;
}

/** For somebody who is known elsewhere, and may not come in here: who they are there, why not, and what they can do. */
export function NotAdmitted({ who, why, provider, signOutAddress }: Props) {
  const at = provider === null ? 'by the proxy in front of this farm' : `at ${provider}`;
  return (
    <div role="alert">
      <h1 className={classes.title}>Not admitted here</h1>
      <p className={classes.lead}>
        You are signed in {at} as <b className={classes.who}>{who}</b>, but {REASONS[why]}
      </p>
      <div className={classes.form}>
        {provider === null ? (
          <Button size="sm" fullWidth onClick={() => window.location.assign(`${PAGES}/jobs`)}>
            Try again
          </Button>
        ) : (
          <ProviderButton label="Try another account" next={`${PAGES}/jobs`} again />
        )}
        {provider !== null && (
          <div className={classes.links}>
            <a className={classes.link} href={`${PAGES}/sign-in`}>
              Back to the sign-in page
            </a>
            {signOutAddress !== null && (
              <a className={classes.link} href={signOutAddress}>
                Sign out of {provider}
              </a>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

const REASONS: Readonly<Record<Facts['why'], string>> = {
  'no-role': 'not admitted to this farm. Ask one of its admins to admit you.',
  disabled: 'your account on this farm is disabled. Ask one of its admins.',
  'no-name': 'this farm cannot make a name of that. Ask one of its admins to look at the setting “oidc.name_claim”.',
  'has-account':
    'somebody has an account here with the same name or e-mail address. If that is you, sign in with its password, and link the two on the page of your account. If not, ask one of the admins.',
};
