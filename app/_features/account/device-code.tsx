import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { plainUserCode, shownUserCode, USER_CODE_LENGTH } from '#shared/user-code.ts';
import { takeFocus } from '../../_lib/take-focus.ts';
import { FormProblem } from '../../_ui/form-problem.tsx';
import classes from './bare-frame.module.css';
import device from './device.module.css';

interface Props {
  /** Why the last code led nowhere. */
  readonly problem: string | null;
  readonly onCode: (code: string) => void;
}

/** Asks for the code that a program shows. */
export function DeviceCode({ problem, onCode }: Props) {
  const [code, setCode] = useState('');
  const plain = plainUserCode(code);
  return (
    <>
      <h1 className={classes.title}>Let a program in</h1>
      <p className={classes.lead}>Type the code that the program shows, such as Blender with the add-on.</p>
      <form
        className={classes.form}
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          onCode(plain);
        }}
      >
        <TextInput
          label="Code"
          name="code"
          placeholder="XXXX-XXXX"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          ref={takeFocus}
          maxLength={20}
          classNames={{ input: device.typed ?? '' }}
          value={code}
          onChange={(event) =>
            setCode(shownUserCode(plainUserCode(event.currentTarget.value).slice(0, USER_CODE_LENGTH)))
          }
        />
        <FormProblem message={problem} />
        <Button type="submit" size="sm" fullWidth disabled={plain.length < USER_CODE_LENGTH}>
          Go on
        </Button>
      </form>
      <p className={classes.foot}>Never type a code that somebody has sent you: it would let them in with your name.</p>
    </>
  );
}
