import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { TestManager } from '#tests/support/test-manager.ts';
import type { StatusCase } from './case.ts';

const BYTES = Buffer.from('a texture');
const SHA = createHash('sha256').update(BYTES).digest('hex');
const SPEC = { sha: SHA, size: BYTES.length, path: 'wood.png' };
const OTHER = { ...SPEC, sha: 'f'.repeat(64) };

async function upload(
  manager: TestManager,
  path: string,
  contentType = 'application/octet-stream',
  more: Record<string, string> = {},
) {
  const answer = await fetch(`${manager.url}/api/v3/shaman/files/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': contentType, 'X-Shaman-Can-Defer-Upload': 'True', ...more },
    body: BYTES,
  });
  const text = await answer.text();
  return { status: answer.status, ...(text === '' ? {} : { body: JSON.parse(text) as unknown }) };
}

/** Sends the file in chunks, without saying how long it is. */
function uploadOfUnknownLength(manager: TestManager): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/octet-stream', 'Transfer-Encoding': 'chunked' };
    const url = `${manager.url}/api/v3/shaman/files/${SHA}/${BYTES.length}`;
    const request = httpRequest(url, { method: 'POST', headers }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown }));
    });
    request.on('error', reject);
    request.end(BYTES);
  });
}

const create = (manager: TestManager, checkoutPath: string, files: unknown) =>
  manager.client.call('POST', '/shaman/checkout/create', { body: { checkoutPath, files } });
const requirements = (manager: TestManager, files: unknown) =>
  manager.client.call('POST', '/shaman/checkout/requirements', { body: { files } });

export const SHAMAN_CASES: readonly StatusCase[] = [
  {
    operation: 'shamanCheckoutRequirements',
    status: 200,
    when: 'a file is unknown',
    call: (manager) => requirements(manager, [OTHER]),
    says: { files: [{ ...OTHER, status: 'unknown' }] },
  },
  {
    operation: 'shamanCheckoutRequirements',
    status: 400,
    when: 'a checksum is malformed',
    call: (manager) => requirements(manager, [{ ...SPEC, sha: 'XYZ' }]),
    says: /files\[0\]\.sha/,
  },
  {
    operation: 'shamanFileStore',
    status: 417,
    when: 'the bytes have another checksum',
    call: (manager) => upload(manager, `${OTHER.sha}/${BYTES.length}`),
    says: /checksum/,
  },
  {
    operation: 'shamanFileStore',
    status: 204,
    when: 'the file is new',
    call: (manager) => upload(manager, `${SHA}/${BYTES.length}`),
  },
  {
    operation: 'shamanFileStore',
    status: 208,
    when: 'it is already stored',
    call: (manager) => upload(manager, `${SHA}/${BYTES.length}`),
  },
  {
    operation: 'shamanFileStore',
    status: 400,
    when: 'the size is not a number',
    call: (manager) => upload(manager, `${SHA}/big`),
    says: /filesize/,
  },
  {
    operation: 'shamanFileStore',
    status: 400,
    when: 'the character set of its name is unknown',
    call: (manager) =>
      upload(manager, `${SHA}/${BYTES.length}`, undefined, { 'X-Shaman-Original-Filename': '=?utf-16?b?AAAA?=' }),
    says: /x-shaman-original-filename: must be/,
  },
  {
    operation: 'shamanFileStore',
    status: 409,
    when: 'it continues at a byte that was not reached',
    call: (manager) => upload(manager, `${OTHER.sha}/${BYTES.length + 5}`, undefined, { 'Upload-Offset': '5' }),
    says: /Upload-Offset: 5 is not what has been received/,
  },
  { operation: 'shamanFileStore', status: 411, when: 'its length is not announced', call: uploadOfUnknownLength },
  {
    operation: 'shamanFileStore',
    status: 415,
    when: 'it is not sent as a plain file',
    call: (manager) => upload(manager, `${SHA}/${BYTES.length}`, 'text/plain'),
  },
  {
    operation: 'shamanFileStoreCheck',
    status: 200,
    when: 'the file is stored',
    call: (manager) => manager.client.call('GET', `/shaman/files/${SHA}/${BYTES.length}`),
    says: { status: 'stored' },
  },
  {
    operation: 'shamanFileStoreCheck',
    status: 200,
    when: 'no part of the file is there',
    call: (manager) => manager.client.call('GET', `/shaman/files/${OTHER.sha}/${BYTES.length}`),
    says: { status: 'unknown', received: 0 },
  },
  {
    operation: 'shamanFileStoreCheck',
    status: 400,
    when: 'the checksum is malformed',
    call: (manager) => manager.client.call('GET', '/shaman/files/abc/1'),
    says: /checksum/,
  },
  {
    operation: 'shamanCheckout',
    status: 200,
    when: 'all files are stored',
    call: (manager) => create(manager, 'shot', [SPEC]),
    says: { checkoutPath: 'shot' },
  },
  {
    operation: 'shamanCheckout',
    status: 400,
    when: 'it would lie outside',
    call: (manager) => create(manager, '../shot', [SPEC]),
    says: /checkoutPath/,
  },
  {
    operation: 'shamanCheckout',
    status: 409,
    when: 'two paths differ only by capitals',
    call: (manager) => create(manager, 'clash', [SPEC, { ...SPEC, path: 'WOOD.png' }]),
    says: /clashes/,
  },
  {
    operation: 'shamanCheckout',
    status: 424,
    when: 'a file is not uploaded',
    call: (manager) => create(manager, 'missing', [OTHER]),
    says: /wood\.png/,
  },
];
