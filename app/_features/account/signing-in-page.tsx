'use client';
import { Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { nextPlace, PAGES } from '../../_lib/next-place.ts';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import classes from './bare-frame.module.css';
import { NotAdmitted } from './not-admitted.tsx';

/** Where the OpenID provider sends people back to. Hands what they came with to the manager, and goes on. */
export function SigningInPage() {
  usePageTitle('Signing in');
  const [query, setQuery] = useState<string | null>(null);
  const { mutate, data, error } = useMutation(
    useTRPC().account.arriveFromProvider.mutationOptions({
      onSuccess: (arrival) => {
        if (arrival.kind === 'in') window.location.replace(nextPlace(arrival.next, window.location.origin));
        if (arrival.kind === 'linked') window.location.replace(`${PAGES}/account`);
      },
    }),
  );
  useEffect(() => {
    const look = () => {
      const found = window.location.search;
      if (found === '') return setQuery((known) => known ?? '');
      // It is good once, and nobody should find it in the history of the browser.
      window.history.replaceState(null, '', window.location.pathname);
      setQuery(found);
      mutate({ query: found });
    };
    look();
  }, [mutate]);
  if (query === '') return <Failed text="this page is only for those who come from signing in elsewhere" />;
  if (error) return <Failed text={error.message} />;
  if (data?.kind === 'not-admitted') {
    return (
      <NotAdmitted who={data.who} why={data.why} provider={data.provider} signOutAddress={data.sign_out_address} />
    );
  }
  return <Loader size="sm" aria-label="Signing in" />;
}

function Failed({ text }: { readonly text: string }) {
  return (
    <div role="alert">
      <h1 className={classes.title}>You are not signed in</h1>
      <p className={classes.lead}>{sentence(text)}</p>
      <a className={classes.link} href={`${PAGES}/sign-in`}>
        Back to the sign-in page
      </a>
    </div>
  );
}
