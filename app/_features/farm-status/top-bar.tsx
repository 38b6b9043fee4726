import { ActionIcon, Burger, Drawer, Tooltip } from '@mantine/core';
import {
  IconBrandBlender,
  IconFileCode,
  IconHistory,
  IconKeyboard,
  IconPuzzle,
  IconServer2,
  IconStack2,
  IconTags,
} from '@tabler/icons-react';
import { usePathname } from 'next/navigation.js';
import { useState } from 'react';
import type { z } from 'zod';
import type { farmInfoSchema } from '#server/contracts/web/live.ts';
import type { Action } from '#server/access/policy.ts';
import { useMe } from '../../_lib/use-me.ts';
import { rightOf } from '../../_lib/rights.ts';
import { Link } from '../../_ui/link.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import type { Look } from '../../_ui/tone.ts';
import { AddOnDialog } from './add-on-dialog.tsx';
import classes from './app-frame.module.css';
import { farmLook } from './farm-looks.ts';
import { Logo } from './logo.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import { WhoMenu } from './who-menu.tsx';

export type FarmInfo = z.infer<typeof farmInfoSchema>;

interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: Look['icon'];
  /** What one must be allowed to do there; absent: whoever gets in may. */
  readonly action?: Action;
}

const PLACES: readonly Place[] = [
  { href: '/jobs', label: 'Jobs', icon: IconStack2 },
  { href: '/workers', label: 'Workers', icon: IconServer2 },
  { href: '/tags', label: 'Tags', icon: IconTags },
  { href: '/job-types', label: 'Job types', icon: IconFileCode },
  { href: '/plugins', label: 'Plugins', icon: IconPuzzle, action: 'farm.configure' },
  { href: '/audit', label: 'Audit log', icon: IconHistory, action: 'audit.read' },
];

/** Shows where you are, where you can go, and how the farm is doing. */
export function TopBar({ farm, onHelp }: { readonly farm: FarmInfo | undefined; readonly onHelp: () => void }) {
  const [menu, setMenu] = useState(false);
  const [addOn, setAddOn] = useState(false);
  const addOnUrl = farm?.addOnUrl;
  const name = farm?.name || 'Flamenco-NG';
  return (
    <header className={classes.bar}>
      <Link href="/jobs" className={classes.brand}>
        <Logo />
        <span>{name}</span>
      </Link>
      <nav className={`${classes.nav} ${classes.desktopOnly}`} aria-label="Main">
        <Places />
      </nav>
      <span className={classes.spacer} />
      {farm && <FarmSummary farm={farm} />}
      {addOnUrl && (
        <Tooltip label="Blender add-on: click, or drag it into Blender">
          {/* A link, so that it can be dragged into Blender. */}
          <ActionIcon
            component="a"
            href={addOnUrl}
            className={classes.desktopOnly}
            variant="subtle"
            color="gray"
            aria-label="Blender add-on"
            aria-haspopup="dialog"
            onClick={(event) => {
              event.preventDefault();
              setAddOn(true);
            }}
          >
            <IconBrandBlender size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
      <ThemeToggle />
      <Tooltip label="Keyboard shortcuts  ?">
        <ActionIcon
          className={classes.desktopOnly}
          variant="subtle"
          color="gray"
          aria-label="Keyboard shortcuts"
          onClick={onHelp}
        >
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <WhoMenu />
      <span className={classes.mobileOnly}>
        <Burger size="sm" opened={menu} aria-label="Open navigation" onClick={() => setMenu(true)} />
      </span>
      <Drawer
        opened={menu}
        onClose={() => setMenu(false)}
        position="right"
        size={280}
        title={name}
        closeButtonProps={{ 'aria-label': 'Close navigation' }}
      >
        <nav className={classes.drawerNav} aria-label="Main">
          <Places onGo={() => setMenu(false)} />
          {addOnUrl && (
            <button
              type="button"
              onClick={() => {
                setMenu(false);
                setAddOn(true);
              }}
            >
              <IconBrandBlender size={16} stroke={1.7} aria-hidden />
              Blender add-on
            </button>
          )}
        </nav>
        {farm && (
          <div className={classes.drawerFarm}>
            <StatusBadge look={farmLook(farm.status)} />
            <p>{farmLook(farm.status).explanation}</p>
            <p>
              {farm.workers.awake} of {farm.workers.total} workers awake · version {farm.version}
            </p>
          </div>
        )}
      </Drawer>
      {addOnUrl && <AddOnDialog url={addOnUrl} open={addOn} onClose={() => setAddOn(false)} />}
    </header>
  );
}

function Places({ onGo }: { readonly onGo?: () => void }) {
  const path = usePathname();
  const me = useMe();
  const places = PLACES.filter(({ action }) => !action || rightOf(me, action).may);
  return places.map(({ href, label, icon: Icon }) => (
    <Link key={href} href={href} onClick={onGo} aria-current={path.startsWith(href) ? 'page' : undefined}>
      <Icon size={16} stroke={1.7} aria-hidden />
      {label}
    </Link>
  ));
}

function FarmSummary({ farm }: { readonly farm: FarmInfo }) {
  const look = farmLook(farm.status);
  return (
    <Tooltip label={look.explanation} multiline maw={280}>
      <button type="button" className={classes.farm}>
        <span className="visually-hidden">Farm:</span>
        <StatusBadge look={look} />
        <span className={classes.desktopOnly}>
          <b>{farm.workers.awake}</b>/{farm.workers.total} awake
        </span>
        <span className="visually-hidden">{look.explanation}</span>
      </button>
    </Tooltip>
  );
}
