import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { ErrorNotice } from '../../_ui/notice.tsx';
import classes from './account.module.css';
import { NewToken } from './new-token.tsx';
import { TokenList } from './token-list.tsx';

/** The reader's tokens, with which programs act for them. */
export function Tokens() {
  const { account } = useTRPC();
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  // Events do not say when a token was used, so each visit asks.
  const query = useQuery(account.tokens.queryOptions(undefined, { staleTime: 0 }));
  const revoke = useMutation(
    account.revokeToken.mutationOptions({
      onError: ({ message }) => {
        notifications.show({ color: 'red', title: 'The token was not revoked', message: sentence(message) });
      },
      onSettled: () => queryClient.invalidateQueries(account.tokens.pathFilter()),
    }),
  );
  return (
    <section className={classes.card} aria-labelledby="tokens">
      <div className={classes.head}>
        <h2 id="tokens" className={classes.title}>
          API tokens
        </h2>
        <Button variant="default" leftSection={<IconPlus size={14} />} onClick={() => setIsOpen(true)}>
          New token…
        </Button>
      </div>
      <p className={classes.text}>
        With a token, a script or a pipeline tool acts for you without your password. Make one for each, so that you can
        revoke them one by one.
      </p>
      {query.isError && (
        <ErrorNotice title="The tokens could not be fetched" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && query.data.length > 0 && (
        <TokenList tokens={query.data} isBusy={revoke.isPending} onRevoke={(id) => revoke.mutate({ id })} />
      )}
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title="New API token"
        size="lg"
        closeOnClickOutside={false}
      >
        <NewToken onClose={() => setIsOpen(false)} />
      </Modal>
    </section>
  );
}
