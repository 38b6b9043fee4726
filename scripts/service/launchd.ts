import { join } from 'node:path/posix';
import { posix } from 'node:path';
import { xmlText } from '#shared/services/xml-text.ts';
import { keptManagerWords, logFile, markOf, STOP_SECONDS, type ManagerService } from './manager-service.ts';
import type { Place, ServiceSystem } from './service-system.ts';
import type { Step } from './steps.ts';

/** Services of macOS. @param mac.root for specs: where `/Library` is */
export function launchd(mac: { homeFolder: string; uid: number; root?: string }): ServiceSystem {
  const { homeFolder, uid, root = '/' } = mac;
  const file = ({ name, scope }: Place) =>
    scope === 'system'
      ? join(root, 'Library', 'LaunchDaemons', `${label(name)}.plist`)
      : join(homeFolder, 'Library', 'LaunchAgents', `${label(name)}.plist`);
  const domain = ({ scope }: Place) => (scope === 'system' ? 'system' : `gui/${uid}`);
  const target = (place: Place) => `${domain(place)}/${label(place.name)}`;

  /** launchd answers before the service has ended, and loads nothing in its place meanwhile. */
  const stop = (place: Place): Step[] => [
    { do: 'run', words: ['launchctl', 'bootout', target(place)], mayFail: true },
    {
      do: 'wait',
      words: ['launchctl', 'print', target(place)],
      seconds: STOP_SECONDS + 10,
      advice: `launchd has not stopped the manager; if it still runs later: launchctl kill KILL ${target(place)}`,
    },
  ];
  const start = (place: Place): Step[] => [
    {
      do: 'only-if',
      words: ['launchctl', 'print', domain(place)],
      otherwise:
        'You are not logged in at the screen of this Mac, so the manager was not started: it starts at your next login. For one that starts with the machine, use --system.',
    },
    ...stop(place),
    // It may have been switched off, and would then not start.
    { do: 'run', words: ['launchctl', 'enable', target(place)], mayFail: true },
    {
      do: 'run',
      words: ['launchctl', 'bootstrap', domain(place), file(place)],
      tries: 15,
      advice: `The manager does not run now. If macOS has switched it off, allow it in System Settings > General > Login Items; then: launchctl bootstrap ${domain(place)} "${file(place)}"`,
    },
  ];
  return {
    where: (place) => ({ file: file(place) }),
    scopeIn: (_description, found) => found,
    install: (service) => [{ do: 'write', file: file(service), text: plistText(service) }, ...start(service)],
    start,
    stop,
    restart: start,
    remove: (place) => [...stop(place), { do: 'delete', file: file(place) }],
    status: (place) => ['launchctl', 'print', target(place)],
    readStatus(said) {
      const [, process] = /^\s*pid = (\d+)/m.exec(said) ?? [];
      const [, exit] = /^\s*last exit code = (.+)$/m.exec(said) ?? [];
      if (process !== undefined) return { running: true, detail: `process ${process}` };
      return { running: false, detail: exit === undefined ? '' : `last exit code ${exit}` };
    },
    logHint: (_place, home) => `tail -F "${logFile(home, posix)}"`,
  };
}

function label(name: string): string {
  return `org.flamenco-ng.${name.replace(/^flamenco-ng-/, '')}`;
}

/**
 * `ProcessType`: anything but `Interactive` is slowed down, on Apple's processors down to the efficiency cores. The
 * keeper writes the log; what it says itself, before there is one, goes to a file of its own.
 */
function plistText(service: ManagerService): string {
  const { name, scope, home, account, searchPath } = service;
  const words = keptManagerWords(service, posix);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- ${markOf(home)} -->
<plist version="1.0">
<dict>
  <key>Label</key><string>${label(name)}</string>
  <key>ProgramArguments</key>
  <array>
${words.map((word) => `    <string>${xmlText(word)}</string>`).join('\n')}
  </array>
  <key>EnvironmentVariables</key><dict><key>PATH</key><string>${xmlText(searchPath)}</string></dict>
${scope === 'system' ? `  <key>UserName</key><string>${xmlText(account)}</string>\n` : ''}  <key>StandardErrorPath</key><string>${xmlText(posix.join(home, 'flamenco-manager-stderr.log'))}</string>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>ThrottleInterval</key><integer>10</integer>
  <key>ProcessType</key><string>Interactive</string>
  <key>ExitTimeOut</key><integer>${STOP_SECONDS}</integer>
</dict>
</plist>
`;
}
