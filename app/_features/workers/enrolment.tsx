import { Button, NumberInput, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type EnrolmentCode, type MadeEnrolmentCode, MOST_MACHINES } from '#server/contracts/enrolment-code.ts';
import { formatNoun, formatTime } from '../../_lib/formats.ts';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useNow } from '../../_lib/use-now.ts';
import classes from './enrolment.module.css';

const LIFETIMES = [
  { value: '60', label: '1 hour' },
  { value: '480', label: '8 hours' },
  { value: '1440', label: '1 day' },
  { value: '10080', label: '7 days' },
];

interface Props {
  readonly made: MadeEnrolmentCode | undefined;
  readonly onMade: (code: MadeEnrolmentCode) => void;
  /** Called when the code that was just made is revoked. */
  readonly onRevoked: () => void;
}

/** Makes an enrolment code for the command, and lists those that can still be used. */
export function Enrolment({ made, onMade, onRevoked }: Props) {
  const { workers } = useTRPC();
  const queryClient = useQueryClient();
  const [machines, setMachines] = useState(1);
  const [minutes, setMinutes] = useState('60');
  const now = useNow();
  const onSuccess = () => queryClient.invalidateQueries(workers.findCodes.pathFilter());
  const make = useMutation(workers.makeCode.mutationOptions({ onSuccess }));
  const revoke = useMutation(workers.revokeCode.mutationOptions({ onSuccess }));
  const codes = useQuery(workers.findCodes.queryOptions()).data ?? [];
  const usable = codes.filter((code) => isUsable(code, now));
  const problem = make.error ?? revoke.error;
  return (
    <section className={classes.part} aria-label="Enrolment codes">
      <p className={classes.text}>
        {made
          ? `The command has a code that lets ${formatNoun(made.machines, 'machine')} in until ${formatTime(made.expires_at)}. Copy it now: the code is not kept, and cannot be shown again.`
          : 'Only machines that this farm knows get work. With an enrolment code in the command, a new machine is let in at once; without it, it waits in the list until somebody approves it.'}
      </p>
      <div className={classes.row}>
        <NumberInput
          label="Machines"
          size="xs"
          w={90}
          min={1}
          max={MOST_MACHINES}
          clampBehavior="strict"
          allowDecimal={false}
          value={machines}
          onChange={(value) => setMachines(Number(value) || 1)}
        />
        <Select
          label="Good for"
          size="xs"
          w={120}
          data={LIFETIMES}
          allowDeselect={false}
          value={minutes}
          onChange={(value) => setMinutes(value ?? '60')}
        />
        <Button
          size="xs"
          variant={made ? 'default' : 'filled'}
          loading={make.isPending}
          onClick={() => make.mutate({ machines, minutes: Number(minutes) }, { onSuccess: onMade })}
        >
          {made ? 'Make another code' : 'Make an enrolment code'}
        </Button>
      </div>
      {problem && (
        <p className={classes.problem} role="alert">
          {sentence(problem.message)}
        </p>
      )}
      {usable.length > 0 && (
        <ul className={classes.list} aria-label="Codes that can be used">
          {usable.map((code) => (
            <li key={code.id}>
              <span>
                <code>{code.prefix}…</code> {code.used} of {formatNoun(code.machines, 'machine')}, until{' '}
                {formatTime(code.expires_at)}
                {'name' in code.made_by ? `, made by ${code.made_by.name}` : ''}
              </span>
              <Button
                size="compact-xs"
                variant="default"
                disabled={revoke.isPending}
                aria-label={`Revoke ${code.prefix}`}
                onClick={() => revoke.mutate({ id: code.id }, { onSuccess: () => code.id === made?.id && onRevoked() })}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function isUsable({ revoked_at, used, machines, expires_at }: EnrolmentCode, now: number): boolean {
  return revoked_at === null && used < machines && Date.parse(expires_at) > now;
}
