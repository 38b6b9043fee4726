import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** How many frames of a video can really be decoded. */
export async function countVideoFrames(path: string): Promise<number> {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-count_frames',
    '-show_entries',
    'stream=nb_read_frames',
    '-of',
    'csv=p=0',
    path,
  ];
  const { stdout } = await promisify(execFile)('ffprobe', args);
  return Number(stdout.trim().replace(/,$/, ''));
}
