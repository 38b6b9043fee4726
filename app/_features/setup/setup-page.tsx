'use client';
import { useQuery } from '@tanstack/react-query';
import { PAGES } from '../../_lib/next-place.ts';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPCClient } from '../../_lib/trpc.ts';
import { useLinkSecret } from '../../_lib/use-link-secret.ts';
import { useMe } from '../../_lib/use-me.ts';
import { usePageTitle } from '../../_lib/use-page-title.ts';
import { SetupForm } from './setup-form.tsx';
import classes from './setup.module.css';

/** Where the link leads that a manager without a configuration prints. */
export function SetupPage() {
  usePageTitle('Set up');
  const secret = useLinkSecret();
  return (
    <>
      {secret === '' && <Closed title="Open the set-up link">{HOW_TO_GET_IN}</Closed>}
      {secret && <WithLink key={secret} secret={secret} />}
    </>
  );
}

const HOW_TO_GET_IN =
  'This manager is not set up yet. When it was started, it printed a link that ends in a secret; open that one. It is in the terminal or, for a service, in its log: npm run service -- status says where that is. It works for an hour; start the manager again to get another one.';

function WithLink({ secret }: { readonly secret: string }) {
  const farm = useTRPCClient();
  // A change, as far as the door is concerned, so that the secret is not part of an address.
  const facts = useQuery({
    queryKey: ['setup', secret],
    queryFn: () => farm.setup.begin.mutate({ secret }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (facts.error) return <Closed title="This link does not work">{sentence(facts.error.message)}</Closed>;
  return facts.data ? <SetupForm secret={secret} facts={facts.data} /> : null;
}

function Closed({ title, children }: { readonly title: string; readonly children: string }) {
  const me = useMe();
  return (
    <section className={classes.card} role="alert">
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.text}>{children}</p>
      {me && me.mode !== 'setup' && (
        <a className={classes.link} href={`${PAGES}/jobs`}>
          Go to the farm
        </a>
      )}
    </section>
  );
}
