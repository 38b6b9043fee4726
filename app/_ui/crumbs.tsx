import { IconChevronRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { Link } from './link.tsx';
import classes from './page.module.css';
import { Name } from './name.tsx';

/** Longer labels give way to the others. */
const LONG = 24;

/** The path from the top level down to a page. */
export function Crumbs({ trail }: { readonly trail: readonly (readonly [label: string, href: string])[] }) {
  return (
    <nav className={classes.crumbs} aria-label="Breadcrumbs">
      {trail.map(([label, href], index) => (
        <Fragment key={href}>
          {index > 0 && <IconChevronRight size={12} aria-hidden />}
          <Link href={href} className={label.length > LONG ? classes.longCrumb : undefined}>
            <Name>{label}</Name>
          </Link>
        </Fragment>
      ))}
    </nav>
  );
}
