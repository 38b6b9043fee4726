'use client';
import { Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { signInPlace } from '../../_lib/next-place.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import { useMe } from '../../_lib/use-me.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { Link } from '../../_ui/link.tsx';
import classes from './bare-frame.module.css';
import { DeviceCode } from './device-code.tsx';
import { ProgramQuestion } from './program-question.tsx';
import { forgetDeviceCode, takeDeviceCode } from './taken-device-code.ts';

/** Where a program without a browser, such as the add-on, sends whoever is to let it in. */
export function DevicePage() {
  usePageTitle('Let a program in');
  const me = useMe();
  const [answer, setAnswer] = useState<'allowed' | 'refused' | null>(null);
  const open = useMutation(
    useTRPC().account.openProgram.mutationOptions({ onMutate: () => setAnswer(null), onSettled: forgetDeviceCode }),
  );
  const isSignedIn = me?.let_in_by === 'session' || me?.let_in_by === 'proxy';
  const mustSignIn = me?.mode === 'accounts' && !isSignedIn;
  const { mutate } = open;
  useEffect(() => {
    const look = () => {
      const code = takeDeviceCode();
      if (code !== '' && isSignedIn) mutate({ code });
    };
    look();
    // The address of another code, opened in the same tab, does not load the page again.
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [isSignedIn, mutate]);
  useEffect(() => {
    if (mustSignIn) window.location.replace(signInPlace(window.location, false));
  }, [mustSignIn]);
  if (!me || mustSignIn || open.isPending) return <Loader size="sm" aria-label="Looking for the program" />;
  if (me.mode !== 'accounts') {
    return (
      <Said title="Nobody has to log in here">
        This farm is open: everybody on its network may do everything, and so may their programs. You can close this
        page.
      </Said>
    );
  }
  if (answer) {
    const name = open.data?.program ?? '';
    return answer === 'allowed' ? (
      <Said title="Logged in">
        {told(name)} goes on by itself within a few seconds, and you can close this page. Your{' '}
        <Link className={classes.link} href="/account">
          account
        </Link>{' '}
        lists it among your tokens, where you can end this at any time.
      </Said>
    ) : (
      <Said title="Refused">
        {told(name)} gets no token, and you can close this page. If you did not start this yourself, somebody may have
        tried to get in with your name: tell an admin of the farm.
      </Said>
    );
  }
  if (open.data) return <ProgramQuestion me={me} code={open.variables.code} facts={open.data} onAnswer={setAnswer} />;
  return <DeviceCode problem={open.error?.message ?? null} onCode={(code) => mutate({ code })} />;
}

const told = (program: string) => `“${visibleText(program)}”`;

function Said({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div role="status">
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.foot}>{children}</p>
    </div>
  );
}
