import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_lib/trpc.ts';
import classes from './account.module.css';
import { ConfirmDevice } from './confirm-device.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface Props {
  /** Whether signing in takes a code. */
  readonly isOn: boolean;
  readonly name: string;
}

type Step = 'set-up' | 'remove' | 'codes' | null;

/** Lets the reader set up a device that makes codes, remove it, or make new recovery codes. */
export function SecondFactor({ isOn, name }: Props) {
  const { account } = useTRPC();
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step>(null);
  const refetch = () =>
    Promise.all([account.me, account.sessions].map((each) => queryClient.invalidateQueries(each.pathFilter())));
  const setUp = useMutation(account.setUpDevice.mutationOptions());
  const remove = useMutation(
    account.removeDevice.mutationOptions({
      onSuccess: async () => {
        setStep(null);
        notifications.show({ color: 'orchid', title: 'Signing in takes only the password now', message: '' });
        await refetch();
      },
    }),
  );
  const renew = useMutation(account.newRecoveryCodes.mutationOptions());
  const open = (next: Step) => {
    for (const mutation of [setUp, remove, renew]) mutation.reset();
    setStep(next);
  };
  const close = () => {
    open(null);
    void refetch();
  };
  return (
    <section className={classes.card} aria-labelledby="second-factor">
      <div className={classes.head}>
        <h2 id="second-factor" className={classes.title}>
          Second factor {isOn && <span className={classes.mark}>on</span>}
        </h2>
        <div className={classes.buttons}>
          {isOn ? (
            <>
              <Button variant="default" onClick={() => open('codes')}>
                New recovery codes…
              </Button>
              <Button variant="default" onClick={() => open('remove')}>
                Switch off…
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => open('set-up')}>
              Set up…
            </Button>
          )}
        </div>
      </div>
      <p className={classes.text}>
        {isOn
          ? 'Signing in takes the password and a code of your authenticator app, or a recovery code.'
          : 'With an authenticator app on your phone, a stolen password alone lets nobody in.'}
      </p>
      <PasswordDialog
        open={step === 'set-up' && !setUp.data}
        title="Set up a second factor"
        text="You need an authenticator app, such as the one of your password manager."
        confirm="Continue"
        isBusy={setUp.isPending}
        error={setUp.error}
        onSend={(password) => setUp.mutate({ password })}
        onClose={close}
      />
      <PasswordDialog
        open={step === 'remove'}
        title="Switch the second factor off?"
        text="The password alone is enough then. The recovery codes stop working, and so does the entry in your app."
        confirm="Switch off"
        isRisky
        isBusy={remove.isPending}
        error={remove.error}
        onSend={(password) => remove.mutate({ password })}
        onClose={close}
      />
      <PasswordDialog
        open={step === 'codes' && !renew.data}
        title="New recovery codes"
        text="They take the place of the ones that you have, which stop working."
        confirm="Make new codes"
        isBusy={renew.isPending}
        error={renew.error}
        onSend={(password) => renew.mutate({ password })}
        onClose={close}
      />
      <Modal
        opened={step === 'set-up' && setUp.data !== undefined}
        onClose={close}
        title="Set up a second factor"
        size="lg"
        closeOnClickOutside={false}
      >
        {setUp.data && (
          <ConfirmDevice
            uri={setUp.data.uri}
            codes={setUp.data.recovery_codes}
            name={name}
            onConfirmed={() => void refetch()}
            onClose={close}
          />
        )}
      </Modal>
      <Modal
        opened={step === 'codes' && renew.data !== undefined}
        onClose={close}
        title="Your new recovery codes"
        closeOnClickOutside={false}
      >
        <div className={classes.form}>
          <p className={classes.text}>Keep them where you find them without your phone. They are shown this once.</p>
          <RecoveryCodes codes={renew.data ?? []} name={name} />
          <Button onClick={close}>I have kept them</Button>
        </div>
      </Modal>
    </section>
  );
}
