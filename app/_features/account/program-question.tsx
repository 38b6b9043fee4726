import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Me, ProgramFacts } from '#server/contracts/web/account.ts';
import { plainUserCode, shownUserCode } from '#shared/user-code.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { Facts } from '../../_ui/facts.tsx';
import { Name } from '../../_ui/name.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import classes from './bare-frame.module.css';
import device from './device.module.css';
import { actionWords } from './token-actions.ts';
import { FormProblem } from '../../_ui/form-problem.tsx';

interface Props {
  readonly me: Me;
  /** As it was typed, or as it was in the address. */
  readonly code: string;
  readonly facts: ProgramFacts;
  readonly onAnswer: (answer: 'allowed' | 'refused') => void;
}

/** Which program asks, from where and for what; allows or refuses it. */
export function ProgramQuestion({ me, code, facts, onAnswer }: Props) {
  const { id, program, machine, user_name, address, is_this_address, actions, created_at } = facts;
  const answer = useMutation(
    useTRPC().account.answerProgramLogin.mutationOptions({
      onSuccess: (_nothing, { allow }) => onAnswer(allow ? 'allowed' : 'refused'),
    }),
  );
  const own = me.person?.display_name ?? '';
  return (
    <>
      <h1 className={classes.title}>
        Let “<Name>{program}</Name>” in as <Name>{own}</Name>?
      </h1>
      <p className={device.warning}>
        <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
        <span>Allow this only if you started it yourself a moment ago. If somebody sent you here, refuse.</span>
      </p>
      <Facts
        facts={[
          [
            'Code',
            <b key="code" className={device.code}>
              {shownUserCode(plainUserCode(code))}
            </b>,
          ],
          ['Computer', claimed(machine)],
          ['User there', claimed(user_name)],
          [
            'Address',
            <span key="address">
              {address}{' '}
              <small className={device.aside}>
                {is_this_address ? 'the same as this browser’s' : 'another than this browser’s'}
              </small>
            </span>,
          ],
          ['Asked', <RelativeTime key="asked" iso={created_at} />],
        ]}
      />
      <p className={device.hint}>Program, computer and user are what the program says; nobody has checked them.</p>
      <h2 className={device.heading}>In your name, it may</h2>
      <ul className={device.list}>
        {actionWords(actions).map(({ action, words }) => (
          <li key={action}>
            {words}
            {!me.may.includes(action) && <small className={device.aside}> (once you may do so yourself)</small>}
          </li>
        ))}
      </ul>
      <FormProblem message={answer.error?.message} />
      <div className={device.buttons}>
        <Button
          variant="default"
          size="sm"
          disabled={answer.isPending}
          onClick={() => answer.mutate({ id, allow: false })}
        >
          Refuse
        </Button>
        <Button size="sm" loading={answer.isPending} onClick={() => answer.mutate({ id, allow: true })}>
          Allow
        </Button>
      </div>
    </>
  );
}

const claimed = (text: string) => (text === '' ? 'not told' : `“${text}”`);
