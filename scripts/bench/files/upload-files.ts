import { createReadStream } from 'node:fs';
import { Agent, request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { BenchFile } from './make-files.ts';

/** Sends the files to a manager as an add-on does, over `connections` connections. Resolves to the seconds it took. */
export async function uploadFiles(url: string, files: readonly BenchFile[], connections: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = [...files];
  const started = performance.now();
  const lane = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await upload(url, agent, file);
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return seconds;
}

function upload(url: string, agent: Agent, file: BenchFile): Promise<void> {
  const { hostname, port } = new URL(url);
  const path = `/api/v3/shaman/files/${file.sha}/${file.size}`;
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': file.size };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method: 'POST', path, headers }, (response) => {
      response.resume();
      if (response.statusCode === 204) response.once('end', resolve);
      else reject(new Error(`an upload was answered with ${response.statusCode}`));
    });
    sent.once('error', reject);
    pipeline(createReadStream(file.path, { highWaterMark: 1024 * 1024 }), sent).catch(reject);
  });
}
