import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BlenderPathCheckResult } from '#server/contracts/path-check.ts';
import { useTRPC, useTRPCClient } from '../../_lib/trpc.ts';
import { Choice } from './choice.tsx';
import classes from './setup.module.css';

/** Each worker runs the Blender that it finds by itself. */
const ANY: BlenderPathCheckResult = { input: '', path: '', source: 'default', is_usable: true, cause: '' };

interface Props {
  readonly secret: string;
  readonly chosen: BlenderPathCheckResult | undefined;
  readonly onChoose: (blender: BlenderPathCheckResult) => void;
}

/** Which Blender workers run: one that was found on this machine, another one, or whatever they find. */
export function BlenderChoice({ secret, chosen, onChoose }: Props) {
  const farm = useTRPCClient();
  const found = useQuery({
    queryKey: ['setup', 'blender'],
    queryFn: () => farm.setup.findBlender.mutate({ secret }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [path, setPath] = useState('');
  const check = useMutation(
    useTRPC().setup.checkBlender.mutationOptions({ onSuccess: (result) => result.is_usable && onChoose(result) }),
  );
  const [first] = found.data ?? [];
  useEffect(() => {
    if (!chosen && !found.isPending) onChoose(first ?? ANY);
  }, [chosen, first, found.isPending, onChoose]);
  const offered = [...(found.data ?? []), ...(check.data?.is_usable ? [check.data] : [])];
  const refusal = check.error?.message ?? (check.data?.is_usable === false ? check.data.cause : undefined);
  return (
    <div className={classes.choices}>
      {offered.map((blender) => (
        <Choice
          key={`${blender.source} ${blender.path}`}
          name="blender"
          title={blender.cause}
          text={blender.path}
          checked={chosen?.path === blender.path && chosen.source === blender.source}
          onChoose={() => onChoose(blender)}
        />
      ))}
      <Choice
        name="blender"
        title="Whatever each worker finds"
        text={found.isPending ? 'Looking for Blender on this machine …' : 'Workers look for Blender themselves.'}
        checked={chosen?.source === 'default'}
        onChoose={() => onChoose(ANY)}
      />
      <div className={classes.other}>
        <TextInput
          label="Another one"
          placeholder="/opt/blender/blender"
          autoComplete="off"
          spellCheck={false}
          value={path}
          error={refusal}
          onChange={(event) => {
            setPath(event.currentTarget.value);
            check.reset();
          }}
        />
        <Button
          variant="default"
          size="sm"
          disabled={path.trim() === ''}
          loading={check.isPending}
          onClick={() => check.mutate({ secret, path })}
        >
          Try it
        </Button>
      </div>
    </div>
  );
}
