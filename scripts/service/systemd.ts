import { join } from 'node:path/posix';
import { managerWords, markOf, STOP_SECONDS, type ManagerService } from './manager-service.ts';
import type { Place, ServiceSystem } from './service-system.ts';
import { systemdCommand, systemdText } from './systemd-words.ts';

/** Services of Linux. @param configFolder `~/.config` of the account @param root for specs: where `/etc` is */
export function systemd(configFolder: string, root = '/'): ServiceSystem {
  const file = ({ name, scope }: Place) =>
    scope === 'system'
      ? join(root, 'etc', 'systemd', 'system', `${name}.service`)
      : join(configFolder, 'systemd', 'user', `${name}.service`);
  return {
    where: (place) => ({ file: file(place) }),
    scopeIn: (_description, found) => found,
    install: (service) => [
      { do: 'write', file: file(service), text: unitText(service) },
      { do: 'run', words: systemctl(service, 'daemon-reload'), advice: noSystemd(service) },
      { do: 'run', words: systemctl(service, 'enable', `${service.name}.service`) },
      { do: 'run', words: systemctl(service, 'restart', `${service.name}.service`), advice: advice(service) },
    ],
    start: (place) => [{ do: 'run', words: systemctl(place, 'start', `${place.name}.service`), advice: advice(place) }],
    // It waits until the manager has ended.
    stop: (place) => [{ do: 'run', words: systemctl(place, 'stop', `${place.name}.service`), advice: advice(place) }],
    restart: (place) => [
      { do: 'run', words: systemctl(place, 'restart', `${place.name}.service`), advice: advice(place) },
    ],
    remove: (place) => [
      { do: 'run', words: systemctl(place, 'disable', '--now', `${place.name}.service`), mayFail: true },
      { do: 'delete', file: file(place) },
      { do: 'run', words: systemctl(place, 'daemon-reload'), mayFail: true },
    ],
    status: (place) =>
      systemctl(place, 'show', '--property=ActiveState,SubState,MainPID,Result', `${place.name}.service`),
    readStatus(said) {
      const facts = Object.fromEntries(said.split('\n').map((line) => line.split('=', 2)));
      const running = facts['ActiveState'] === 'active';
      const ended = [facts['SubState'], facts['Result']].filter((fact) => fact !== undefined).join(', ');
      return { running, detail: running ? `process ${facts['MainPID']}` : ended };
    },
    logHint: (place) => `journalctl --${place.scope} -u ${place.name} -f`,
  };
}

function systemctl({ scope }: Pick<Place, 'scope'>, ...words: string[]): string[] {
  return ['systemctl', `--${scope}`, ...words];
}

const advice = (place: Place) => `What it says about it: systemctl --${place.scope} status ${place.name}`;
const noSystemd = ({ scope, name }: Place) =>
  `Is systemd running here${scope === 'user' ? ', and do you have a session of your own (not only sudo or su)' : ''}? To start the service later: systemctl --${scope} enable --now ${name}`;

/**
 * Only the launcher is told to stop, and tells the manager, hence `KillMode=mixed`. A manager that cannot start, say
 * because its database is not up yet, is tried again for ever.
 */
function unitText(service: ManagerService): string {
  const { scope, home, account, searchPath } = service;
  const ofSystem = scope === 'system';
  return `# ${markOf(home)}
[Unit]
Description=Flamenco-NG manager
Wants=network-online.target
After=network-online.target
${ofSystem ? `RequiresMountsFor=${systemdText(home)}\n` : ''}
[Service]
ExecStart=${systemdCommand(managerWords(service))}
Environment=${systemdText(`PATH=${searchPath}`)}
${ofSystem ? `User=${account}\n` : ''}Restart=on-failure
RestartSec=5
KillMode=mixed
TimeoutStopSec=${STOP_SECONDS}

[Install]
WantedBy=${ofSystem ? 'multi-user.target' : 'default.target'}
`;
}
