import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/**
 * Two machines with a cable between them, made of Linux network namespaces. Each has a second network, which is its
 * default route but leads nowhere.
 */
export interface NetworkLab {
  /** The names of the namespaces. */
  readonly left: string;
  readonly right: string;
  /** The addresses on the cable. */
  readonly leftAddress: string;
  readonly rightAddress: string;
  /** The left machine's address in the network that leads nowhere. */
  readonly deadEnd: string;
  remove(): void;
}

/** Whether this process can lay cables: only root on Linux can. */
export function canLayCables(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const name = `try-${randomBytes(3).toString('hex')}`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'del', name);
    return true;
  } catch {
    return false;
  }
}

export function layCables(): NetworkLab {
  const id = randomBytes(3).toString('hex');
  const [left, right] = [`farm-${id}-left`, `farm-${id}-right`] as const;
  const made: string[] = [];
  const remove = () => {
    for (const name of made) ip('netns', 'del', name);
  };
  try {
    for (const name of [left, right]) {
      ip('netns', 'add', name);
      made.push(name);
    }
    ip('link', 'add', 'cable', 'netns', left, 'type', 'veth', 'peer', 'name', 'cable', 'netns', right);
    const [leftAddress, rightAddress, deadEnd] = ['10.71.1.1', '10.71.1.2', '10.72.1.1'] as const;
    for (const [name, address, nowhere] of [
      [left, leftAddress, deadEnd],
      [right, rightAddress, '10.73.1.1'],
    ] as const) {
      ip('-n', name, 'link', 'add', 'nowhere', 'type', 'veth', 'peer', 'name', 'loose-end');
      ip('-n', name, 'addr', 'add', `${nowhere}/24`, 'dev', 'nowhere');
      ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'cable');
      for (const device of ['lo', 'loose-end', 'nowhere', 'cable']) ip('-n', name, 'link', 'set', device, 'up');
      ip('-n', name, 'route', 'add', 'default', 'dev', 'nowhere');
    }
    return { left, right, leftAddress, rightAddress, deadEnd, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The command and arguments that run a program inside a namespace. */
export function inside(namespace: string, command: string, ...args: string[]): readonly [string, string[]] {
  return ['ip', ['netns', 'exec', namespace, command, ...args]];
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}
