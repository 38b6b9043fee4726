import { PasswordInput, SegmentedControl, Tabs } from '@mantine/core';
import { IconBrandApple, IconBrandWindows, IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MadeEnrolmentCode } from '#server/contracts/enrolment-code.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { CopyButton } from '../../_ui/copy-button.tsx';
import { Enrolment } from './enrolment.tsx';
import { JOIN_SYSTEMS, joinCommand, type JoinChoice, type JoinSystem } from './join-command.ts';
import classes from './join-form.module.css';

const SYSTEMS: Readonly<
  Record<JoinSystem, { label: string; icon: typeof IconTerminal2; where: string; service: string }>
> = {
  linux: {
    label: 'Linux',
    icon: IconTerminal2,
    where: 'In a terminal on the new machine, logged in as the account that will render:',
    service: 'A systemd unit for that account. For one that serves the whole machine, see the script’s --help.',
  },
  macos: {
    label: 'macOS',
    icon: IconBrandApple,
    where: 'In Terminal on the new machine, logged in as the account that will render:',
    service: 'A launch agent for that account.',
  },
  windows: {
    label: 'Windows',
    icon: IconBrandWindows,
    where: 'In PowerShell on the new machine, logged in as the account that will render:',
    service: 'A scheduled task that starts when that account logs on, when its network drives are available.',
  },
};
const HIDDEN = '••••••';

/** The command that installs the worker on a new machine, for the machine's operating system. */
export function JoinForm() {
  const [system, setSystem] = useState<JoinSystem>(ownSystem);
  const [runs, setRuns] = useState<JoinChoice['runs']>('once');
  const [typed, setTyped] = useState('');
  const [made, setMade] = useState<MadeEnrolmentCode>();
  const [isShown, setIsShown] = useState(false);
  const manager = window.location.origin;
  const info = useQuery(useTRPC().joining.info.queryOptions({ manager_url: manager }));
  const checksum = info.data?.checksums?.[system === 'windows' ? 'join.ps1' : 'join.sh'];
  const secret = made?.code ?? typed;
  // A code is shown this once; what somebody types, they know.
  const isHidden = made === undefined && typed !== '' && !isShown;
  const command = (shown: string) =>
    checksum === undefined ? undefined : joinCommand(manager, { system, runs, secret: shown }, checksum);
  const about = SYSTEMS[system];
  return (
    <div className={classes.form}>
      <Tabs value={system} onChange={(value) => setSystem((value ?? 'linux') as JoinSystem)}>
        <Tabs.List>
          {JOIN_SYSTEMS.map((name) => {
            const Icon = SYSTEMS[name].icon;
            return (
              <Tabs.Tab key={name} value={name} leftSection={<Icon size={15} stroke={1.8} />}>
                {SYSTEMS[name].label}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
      </Tabs>
      <div className={classes.row}>
        <SegmentedControl
          size="xs"
          classNames={{ label: classes.choice }}
          aria-label="How the worker runs"
          value={runs}
          onChange={setRuns}
          data={[
            { value: 'once', label: 'Run it now' },
            { value: 'service', label: 'Install a service' },
          ]}
        />
        <span className={classes.dim}>
          {runs === 'once' ? 'Runs in that terminal until you close it.' : about.service}
        </span>
      </div>
      <div>
        <p className={classes.where}>{about.where}</p>
        <div className={classes.command}>
          <code>{command(isHidden ? HIDDEN : secret) ?? (info.isPending ? 'Preparing the worker …' : '')}</code>
          {checksum !== undefined && <CopyButton label="Copy the command" text={() => command(secret) ?? ''} />}
        </div>
      </div>
      {info.data?.needs_secret === true && (
        <Enrolment made={made} onMade={setMade} onRevoked={() => setMade(undefined)} />
      )}
      {info.data?.has_secret === true && made === undefined && (
        <PasswordInput
          label="Registration secret"
          description="Lets machines in as well, for as long as the farm has it. The command asks for it in the terminal, where nobody else sees it; you can also put it into the command here. It is not sent anywhere."
          autoComplete="off"
          value={typed}
          visible={isShown}
          onVisibilityChange={setIsShown}
          visibilityToggleButtonProps={{ 'aria-label': isShown ? 'Hide the secret' : 'Show the secret' }}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {info.error && (
        <p className={classes.problem} role="alert">
          New machines cannot join with a command: {info.error.message}
        </p>
      )}
      {isLoopback(window.location.hostname) && (
        <p className={classes.problem}>
          {manager} works only on this machine. Open this page at an address that other machines can reach, and copy the
          command there.
        </p>
      )}
      <p className={classes.dim}>
        The worker and its Node come from this manager, so the machine needs no internet access. The command compares
        them with checksums, so that nobody on the network can put something else in their place. It looks for Blender
        and FFmpeg, and says how to install what is missing. Run it again to update the worker. The machine must be able
        to reach the shared storage.
      </p>
    </div>
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host === '[::1]';
}

/** The system of the machine in front of the reader: most farms have only one kind. */
function ownSystem(): JoinSystem {
  if (navigator.userAgent.includes('Windows')) return 'windows';
  return navigator.userAgent.includes('Macintosh') ? 'macos' : 'linux';
}
