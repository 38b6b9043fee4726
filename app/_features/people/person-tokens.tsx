import { Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PersonRow } from '#server/contracts/web/account.ts';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import classes from '../account/account.module.css';
import { TokenList } from '../account/token-list.tsx';

interface Props {
  /** Null while the dialog is closed. */
  readonly person: PersonRow | null;
  readonly onClose: () => void;
}

/** The API tokens of somebody, which an admin can revoke. */
export function PersonTokens({ person, onClose }: Props) {
  return (
    <Modal
      opened={person !== null}
      onClose={onClose}
      title={`API tokens of ${visibleText(person?.display_name ?? '')}`}
      size="lg"
    >
      {person && <Tokens id={person.id} />}
    </Modal>
  );
}

function Tokens({ id }: { readonly id: string }) {
  const { people } = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery(people.tokens.queryOptions({ id }, { staleTime: 0 }));
  const revoke = useMutation(
    people.revokeToken.mutationOptions({
      onError: ({ message }) => {
        notifications.show({ color: 'red', title: 'The token was not revoked', message: sentence(message) });
      },
      onSettled: () => queryClient.invalidateQueries(people.tokens.pathFilter()),
    }),
  );
  if (query.error) {
    return (
      <p className={classes.problem} role="alert">
        The tokens could not be fetched: {query.error.message}
      </p>
    );
  }
  if (!query.data) return <p className={classes.text}>Fetching the tokens…</p>;
  if (query.data.length === 0) return <p className={classes.text}>This person has made none.</p>;
  return (
    <TokenList tokens={query.data} isBusy={revoke.isPending} onRevoke={(tokenId) => revoke.mutate({ id, tokenId })} />
  );
}
