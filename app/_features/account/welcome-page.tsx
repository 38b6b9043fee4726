'use client';
import { Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { PAGES } from '../../_lib/next-place.ts';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useLinkSecret } from '../../_lib/use-link-secret.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import classes from './bare-frame.module.css';
import { WelcomeForm } from './welcome-form.tsx';

/** Where a link leads with which somebody chooses a password: an invitation, or one to replace a forgotten password. */
export function WelcomePage() {
  usePageTitle('Choose a password');
  const secret = useLinkSecret();
  const { mutate: read, data: facts, error } = useMutation(useTRPC().account.readLink.mutationOptions());
  useEffect(() => {
    if (secret) read({ secret });
  }, [secret, read]);
  if (secret === '') {
    return <NoUse title="This link is not complete" text="Open the whole link that you were given, up to its end." />;
  }
  if (error) return <NoUse title={TITLES[error.data?.error ?? ''] ?? 'That did not work'} text={error.message} />;
  if (!facts || secret === null) return <Loader size="sm" aria-label="Looking at the link" />;
  return (
    <WelcomeForm
      key={secret}
      secret={secret}
      facts={facts}
      onDone={(name) => window.location.replace(`${PAGES}/sign-in?${new URLSearchParams({ name }).toString()}`)}
    />
  );
}

const TITLES: Readonly<Record<string, string>> = {
  'not-found': 'This link is not valid',
  gone: 'This link cannot be used any more',
  'too-many': 'Too many tries',
};

function NoUse({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div role="alert">
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.lead}>{sentence(text)}</p>
      <a className={classes.link} href={`${PAGES}/sign-in`}>
        I have a password: sign in
      </a>
    </div>
  );
}
