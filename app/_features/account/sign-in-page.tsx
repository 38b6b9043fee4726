'use client';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation.js';
import { useEffect, useState } from 'react';
import { nextPlace } from '../../_lib/next-place.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { CodeStep } from './code-step.tsx';
import { NotAdmitted } from './not-admitted.tsx';
import { PasswordStep } from './password-step.tsx';

/**
 * Signs somebody in, and goes back to the page that they wanted. That page is loaded afresh, so that nothing is left
 * of whoever used the pages before.
 */
export function SignInPage() {
  usePageTitle('Sign in');
  const parameters = useSearchParams();
  const me = useQuery(useTRPC().account.me.queryOptions()).data;
  const [isCodeDue, setIsCodeDue] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const go = () => window.location.replace(nextPlace(parameters.get('next'), window.location.origin));
  const { data: ways, isError } = useQuery(useTRPC().account.waysIn.queryOptions());
  const isIn = me?.mode === 'open' || me?.let_in_by === 'session' || me?.let_in_by === 'proxy';
  useEffect(() => {
    if (isIn) window.location.replace(nextPlace(parameters.get('next'), window.location.origin));
  }, [isIn, parameters]);
  const onAnswer = (answer: { readonly second_factor_due: boolean }) =>
    answer.second_factor_due ? setIsCodeDue(true) : go();
  if (isCodeDue) {
    return (
      <CodeStep
        onAnswer={onAnswer}
        onBack={(why) => {
          setProblem(why);
          setIsCodeDue(false);
        }}
      />
    );
  }
  if (me?.not_admitted) return <NotAdmitted {...me.not_admitted} provider={null} signOutAddress={null} />;
  // Otherwise the button of the provider would push away what somebody is about to press.
  if (!ways && !isError) return null;
  return (
    <PasswordStep
      ways={ways ?? { password: 'everybody', provider: null }}
      next={nextPlace(parameters.get('next'), 'http://here')}
      name={parameters.get('name') ?? ''}
      hasEnded={parameters.has('ended')}
      problem={problem}
      onAnswer={onAnswer}
    />
  );
}
