import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from './account.module.css';
import { PasswordDialog } from './password-dialog.tsx';

interface Props {
  /** Whether the reader has a password, which is asked for before another way in is made. */
  readonly hasPassword: boolean;
}

/** Links the reader's account to one at the OpenID provider, or unlinks it. Shows nothing if there is no provider. */
export function ProviderLink({ hasPassword }: Props) {
  const { account } = useTRPC();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const facts = useQuery(account.providerLinks.queryOptions()).data;
  const tell = ({ message }: { readonly message: string }) =>
    notifications.show({ color: 'red', title: 'That did not work', message: sentence(message) });
  const link = useMutation(
    account.linkProvider.mutationOptions({
      onSuccess: ({ address }) => window.location.assign(address),
      ...(hasPassword ? {} : { onError: tell }),
    }),
  );
  const unlink = useMutation(
    account.unlinkProvider.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(account.providerLinks.pathFilter()),
      onError: tell,
    }),
  );
  if (!facts || (facts.provider === null && facts.links.length === 0)) return null;
  const provider = facts.provider ?? 'OpenID';
  const isLinked = facts.links.length > 0;
  return (
    <section className={classes.card} aria-labelledby="provider">
      <div className={classes.head}>
        <h2 id="provider" className={classes.title}>
          {provider}
        </h2>
        {isLinked ? (
          <Button
            variant="default"
            disabled={!facts.may_unlink}
            loading={unlink.isPending}
            onClick={() => unlink.mutate()}
          >
            Unlink
          </Button>
        ) : (
          <Button
            variant="default"
            loading={!hasPassword && link.isPending}
            onClick={() => (hasPassword ? setIsAsking(true) : link.mutate({}))}
          >
            Link…
          </Button>
        )}
      </div>
      <p className={classes.text}>
        {!isLinked && `Link your account at ${provider}, and you can sign in here with it.`}
        {isLinked && `You can sign in with your account at ${facts.links.map(({ issuer }) => issuer).join(', ')}.`}
        {isLinked && !facts.may_unlink && ' It cannot be unlinked, because you have no other way in.'}
      </p>
      <PasswordDialog
        open={isAsking}
        title={`Link ${provider}`}
        text={`You sign in at ${provider} next, and come back here.`}
        confirm="Go on"
        isBusy={link.isPending || link.isSuccess}
        error={link.error}
        onSend={(password) => link.mutate({ password })}
        onClose={() => setIsAsking(false)}
      />
    </section>
  );
}
