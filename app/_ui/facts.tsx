import { Fragment, type ReactNode } from 'react';
import classes from './facts.module.css';
import { Name } from './name.tsx';

export type Fact = readonly [label: string, value: ReactNode];

/** Names and values, one below the other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <Fragment key={label}>
          <dt>
            <Name>{label}</Name>
          </dt>
          <dd>{typeof value === 'string' ? <Name>{value}</Name> : value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
