import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { z } from 'zod';
import type { BlenderPathCheckResult } from '#server/contracts/path-check.ts';
import type { FinishSetUp, setUpFactsSchema } from '#server/contracts/web/set-up.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { BlenderChoice } from './blender-choice.tsx';
import { Choice } from './choice.tsx';
import classes from './setup.module.css';
import { whenStartedAgain } from './when-started-again.ts';
import { FormProblem } from '../../_ui/form-problem.tsx';

interface Props {
  readonly secret: string;
  readonly facts: z.infer<typeof setUpFactsSchema>;
}

/** What has to be chosen before a farm can run: who may use it, where files are, and which Blender renders. */
export function SetupForm({ secret, facts }: Props) {
  const trpc = useTRPC();
  const [access, setAccess] = useState<FinishSetUp['access']>('accounts');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [storage, setStorage] = useState('');
  const [blender, setBlender] = useState<BlenderPathCheckResult>();
  const check = useMutation(trpc.setup.checkStorage.mutationOptions());
  const finish = useMutation(
    trpc.setup.finish.mutationOptions({
      // The page is loaded afresh, at the manager that has started again.
      onSuccess: async () => {
        await whenStartedAgain();
        window.location.replace('/app/jobs');
      },
    }),
  );
  const least = facts.password_min_length;
  const isShort = password !== '' && Array.from(password).length < least;
  const isComplete =
    storage.trim() !== '' &&
    blender?.is_usable === true &&
    (access === 'open' || (name.trim() !== '' && password !== '' && !isShort));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!blender) return;
    const admin = access === 'accounts' ? { admin: { name, password } } : {};
    finish.mutate({ secret, choices: { access, ...admin, storage, blender } });
  };
  const isBusy = finish.isPending || finish.isSuccess;
  return (
    <form className={classes.card} method="post" onSubmit={submit}>
      <h1 className={classes.title}>Set up this farm</h1>
      <p className={classes.text}>
        Three questions; all of this can be changed later. The answers are written to <code>{facts.home}</code>.
      </p>

      <fieldset className={classes.step}>
        <legend>Who may use the farm?</legend>
        <div className={classes.choices}>
          <Choice
            name="access"
            title="People with an account"
            text="Everybody signs in, and has a role. Programs use a token."
            checked={access === 'accounts'}
            onChoose={() => setAccess('accounts')}
          />
          <Choice
            name="access"
            title="Everybody on the network"
            text="Nobody signs in, as with Flamenco 3. Whoever can reach this manager can run programs on all workers, so the network must be trusted."
            checked={access === 'open'}
            onChoose={() => setAccess('open')}
          />
        </div>
        {access === 'accounts' && (
          <div className={classes.fields}>
            <TextInput
              label="Your name"
              description="You sign in with it. You will be the first admin."
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              description={`At least ${least} characters.`}
              name="new-password"
              autoComplete="new-password"
              maxLength={128}
              error={isShort ? `Has to have ${least} characters` : undefined}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </div>
        )}
      </fieldset>

      <fieldset className={classes.step}>
        <legend>Where do jobs keep their files?</legend>
        <TextInput
          label="Shared storage"
          description="A folder that this machine and all workers can reach, such as a network share."
          placeholder="/mnt/farm"
          autoComplete="off"
          spellCheck={false}
          value={storage}
          error={check.error?.message ?? (check.data?.is_usable === false ? check.data.cause : undefined)}
          onChange={(event) => {
            setStorage(event.currentTarget.value);
            check.reset();
          }}
          onBlur={() => storage.trim() !== '' && check.mutate({ secret, path: storage })}
        />
        {check.data?.is_usable === true && (
          <p className={classes.good} role="status">
            {check.data.cause}
          </p>
        )}
      </fieldset>

      <fieldset className={classes.step}>
        <legend>Which Blender renders?</legend>
        <BlenderChoice secret={secret} chosen={blender} onChoose={setBlender} />
      </fieldset>

      <FormProblem message={finish.error?.message} />
      <div className={classes.foot}>
        <Button type="submit" size="sm" disabled={!isComplete} loading={isBusy}>
          Set up the farm
        </Button>
        {isBusy && <span className={classes.dim}>The manager starts again …</span>}
      </div>
    </form>
  );
}
