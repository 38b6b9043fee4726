import { Fragment } from 'react';
import type { Command } from '#server/contracts/command.ts';
import { KNOWN_COMMANDS } from '#server/contracts/commands/registry.ts';
import { CopyButton } from '../../_ui/copy-button.tsx';
import classes from './tasks.module.css';
import { Name } from '../../_ui/name.tsx';

/** What a worker is told to do, with variables shown as they were written. */
export function Commands({ commands }: { readonly commands: readonly Command[] }) {
  if (commands.length === 0) return <span className={classes.dim}>This task has no commands.</span>;
  return commands.map((command, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a task's commands never change places
    <div key={index} className={classes.command}>
      <h3 className={classes.commandName}>
        <span>
          <Name>{command.name}</Name>
        </span>
        {!KNOWN_COMMANDS.has(command.name) && <small className={classes.faint}>not a command of Flamenco-NG</small>}
        <CopyButton label="Copy the command" text={() => JSON.stringify(command, null, 2)} />
      </h3>
      <dl className={classes.parameters}>
        {Object.entries(command.parameters).map(([key, value]) => (
          <Fragment key={key}>
            <dt>{key}</dt>
            <dd>
              <Value value={value} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  ));
}

function Value({ value }: { readonly value: unknown }) {
  if (Array.isArray(value)) return value.length === 0 ? '–' : withVariables(value.map(asText).join(' '));
  return withVariables(asText(value));
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '–' : value;
  return JSON.stringify(value) ?? '–';
}

function withVariables(text: string) {
  return text.split(/(\{[\w.-]+\})/).map((part, index) =>
    index % 2 === 1 ? (
      // oxlint-disable-next-line react/no-array-index-key -- parts of one text, in order
      <span key={index} className={classes.variable}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}
