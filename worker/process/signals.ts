/** Names and numbers of the signals that end programs and have the same number on all POSIX systems. */
const EVERYWHERE: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGXCPU: 24,
  SIGXFSZ: 25,
};
const LINUX = { ...EVERYWHERE, SIGBUS: 7, SIGUSR1: 10, SIGUSR2: 12, SIGSYS: 31 };
const MACOS = { ...EVERYWHERE, SIGBUS: 10, SIGUSR1: 30, SIGUSR2: 31, SIGSYS: 12 };

/** The signals that end programs on a platform, by name; Windows has none. */
export function signalsOf(platform: NodeJS.Platform): Readonly<Record<string, number>> {
  if (platform === 'win32') return {};
  return platform === 'linux' ? LINUX : MACOS;
}
