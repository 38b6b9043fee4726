import { Fragment } from 'react';
import { formatCount } from '../../_lib/formats.ts';
import { Link } from '../../_ui/link.tsx';
import type { WhyGroup } from './why-groups.ts';
import classes from './why.module.css';
import { Name } from '../../_ui/name.tsx';

/** What each rule says, which workers or jobs it concerns, and what would help. */
export function WhyReasons({ group }: { readonly group: WhyGroup }) {
  return (
    <div>
      {group.title && <h3>{group.title}</h3>}
      <ul className={classes.reasons}>
        {group.reasons.map((reason) => (
          <li key={reason.rule} data-rule={reason.rule}>
            <div className={classes.reason}>
              <span>{reason.why}</span>
              {reason.extent && <span className={classes.extent}>{reason.extent}</span>}
            </div>
            <div className={classes.advice}>{reason.unblock}</div>
            {reason.examples.length > 0 && (
              <div className={classes.examples}>
                {reason.examples.map((example, index) => (
                  <Fragment key={example.id}>
                    {index > 0 && ', '}
                    <Link href={example.href}>
                      <Name>{example.name}</Name>
                    </Link>
                  </Fragment>
                ))}
                {reason.others > 0 && ` and ${formatCount(reason.others)} more`}
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
