/** A program that the farm or its tests call, and the packages that contain it, by package manager. */
export type Program = {
  name: string;
  command: string;
  /** Arguments with which the command succeeds only if everything it needs is there. */
  proof?: string[];
  apt: string[];
  dnf: string[];
  pacman: string[];
  brew: string[];
  winget: string[];
};

export const BLENDER: Program = {
  name: 'Blender',
  command: 'blender',
  apt: ['blender', 'libegl1'],
  dnf: ['blender'],
  pacman: ['blender'],
  brew: ['--cask blender'],
  winget: ['BlenderFoundation.Blender'],
};

export const FFMPEG: Program = {
  name: 'FFmpeg',
  command: 'ffmpeg',
  apt: ['ffmpeg'],
  dnf: ['ffmpeg-free'],
  pacman: ['ffmpeg'],
  brew: ['ffmpeg'],
  winget: ['Gyan.FFmpeg'],
};

export const CHROMIUM: Program = {
  name: 'Chromium',
  command: 'chromium',
  apt: ['chromium', 'libgl1-mesa-dri'],
  dnf: ['chromium'],
  pacman: ['chromium'],
  brew: ['--cask chromium'],
  winget: ['Hibbiki.Chromium'],
};

/** Tests use it to lay cables between network namespaces; outside Linux they do without. */
export const IPROUTE: Program = {
  name: 'iproute2',
  command: 'ip',
  apt: ['iproute2'],
  dnf: ['iproute'],
  pacman: ['iproute2'],
  brew: ['iproute2mac'],
  winget: [],
};

/** Debian keeps it where only root's search path leads. The tests make a certificate for it. */
export const NGINX: Program = {
  name: 'nginx',
  command: process.platform === 'linux' ? '/usr/sbin/nginx' : 'nginx',
  apt: ['nginx-light', 'openssl'],
  dnf: ['nginx'],
  pacman: ['nginx'],
  brew: ['nginx'],
  winget: [],
};

export const CADDY: Program = {
  name: 'Caddy',
  command: 'caddy',
  apt: ['caddy'],
  dnf: ['caddy'],
  pacman: ['caddy'],
  brew: ['caddy'],
  winget: ['CaddyServer.Caddy'],
};

/** New machines use it to fetch the worker; Windows and macOS come with it. */
export const CURL: Program = {
  name: 'curl',
  command: 'curl',
  apt: ['curl'],
  dnf: ['curl'],
  pacman: ['curl'],
  brew: ['curl'],
  winget: ['cURL.cURL'],
};

/** The tests install a current Blender as a module in a virtual environment. */
export const PYTHON_VENV: Program = {
  name: 'Python 3.11 with venv and pip',
  command: 'python3.11',
  proof: ['-c', 'import ensurepip, pip'],
  apt: ['python3-venv', 'python3-pip'],
  dnf: ['python3.11'],
  pacman: ['python'],
  brew: ['python@3.11'],
  winget: ['Python.Python.3.11'],
};

/** Debian's Blender uses the system's Python, which must be able to unpack what Blender compresses. */
export const SYSTEM_PYTHON_ZSTANDARD: Program = {
  name: 'zstandard for Python',
  command: '/usr/bin/python3',
  proof: ['-c', 'import zstandard, requests'],
  apt: ['python3-zstandard', 'python3-requests'],
  dnf: ['python3-zstandard', 'python3-requests'],
  pacman: ['python-zstandard', 'python-requests'],
  brew: [],
  winget: [],
};

/** A virtual screen, for tests that look at Blender's windows. */
export const XVFB: Program = {
  name: 'Xvfb',
  command: 'xvfb-run',
  proof: ['--auto-servernum', 'true'],
  apt: ['xvfb', 'xauth', 'libgl1-mesa-dri'],
  dnf: ['xorg-x11-server-Xvfb'],
  pacman: ['xorg-server-xvfb'],
  brew: ['--cask xquartz'],
  winget: [],
};
