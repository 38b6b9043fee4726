import { Button, type ButtonProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../_lib/trpc.ts';
import { FormProblem } from '../../_ui/form-problem.tsx';

interface Props {
  readonly label: string;
  /** Where the reader wants to go, as an address below `/app/`. */
  readonly next: string;
  /** The provider is to ask who it is, even if it knows somebody. */
  readonly again?: boolean;
  readonly variant?: ButtonProps['variant'];
}

/** Leads to the OpenID provider, which sends the reader back. */
export function ProviderButton({ label, next, again = false, variant }: Props) {
  const depart = useMutation(
    useTRPC().account.departToProvider.mutationOptions({
      onSuccess: ({ address }) => window.location.assign(address),
    }),
  );
  return (
    <>
      <Button
        size="sm"
        fullWidth
        variant={variant}
        loading={depart.isPending || depart.isSuccess}
        onClick={() => depart.mutate({ next, again })}
      >
        {label}
      </Button>
      <FormProblem message={depart.error?.message} />
    </>
  );
}
