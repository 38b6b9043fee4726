/** A program that the farm or its tests call, and what brings it in each package manager. */
export type Program = {
  name: string;
  command: string;
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

/** Tests lay cables between network namespaces with it; elsewhere than on Linux they do without. */
export const IPROUTE: Program = {
  name: 'iproute2',
  command: 'ip',
  apt: ['iproute2'],
  dnf: ['iproute'],
  pacman: ['iproute2'],
  brew: ['iproute2mac'],
  winget: [],
};
