import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Document, parseDocument } from 'yaml';
import { InstallError } from './install-error.ts';
import type { InstallRequest } from './request.ts';
import type { WriteWhole } from './write-whole.ts';

/**
 * Writes what the installation knows into `flamenco-worker.yaml`, and leaves all else in it as it is.
 * @throws InstallError if the file is not valid
 */
export async function writeSettings(
  home: string,
  { managerUrl, name, tags }: Pick<InstallRequest, 'managerUrl' | 'name' | 'tags'>,
  write: WriteWhole,
): Promise<void> {
  const file = path.join(home, 'flamenco-worker.yaml');
  const document = parseDocument(await textOf(file));
  const [mistake] = document.errors;
  if (mistake) throw new InstallError(`${file} is not valid, correct it first: ${mistake.message}`, mistake);
  const settings = document.contents === null ? new Document({}) : document;
  settings.set('manager_url', `${managerUrl}/`);
  if (name !== null) settings.set('worker_name', name);
  if (tags.length > 0) settings.set('tags', settings.createNode(tags, { flow: true }));
  await write(file, settings.toString({ lineWidth: 0, flowCollectionPadding: false }));
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
}
