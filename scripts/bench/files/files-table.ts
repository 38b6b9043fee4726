import type { FilesResult } from './measure-files.ts';

/** One row of figures, in words. */
export function filesText(result: FilesResult): string {
  const { files, size, connections, uploadSeconds, copySeconds, ratio, hashSeconds, processorSeconds } = result;
  const amount = size >= 1024 ** 3 ? `${size / 1024 ** 3} GiB` : `${size / 1024} KiB`;
  const speed = (seconds: number) => `${((files * size) / 1024 ** 2 / seconds).toFixed(0)} MiB/s`;
  const over = connections === 1 ? 'one connection' : `${connections} connections`;
  const cpu = processorSeconds === undefined ? '' : `, ${processorSeconds.toFixed(2)} s CPU`;
  return `  ${files.toLocaleString('en')} × ${amount} over ${over}: ${uploadSeconds.toFixed(2)} s (${speed(uploadSeconds)}${cpu}); copy and flush: ${copySeconds.toFixed(2)} s (${speed(copySeconds)}); ${ratio.toFixed(2)} of the disk; SHA-256 alone: ${hashSeconds.toFixed(2)} s`;
}
