import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { registrationSecret } from '#worker/registration-secret.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function sources(content?: string | Buffer) {
  const file = path.join(await temporaryFolder(), 'secret');
  if (content !== undefined) await writeFile(file, content);
  return { file, environment: undefined, key: undefined, configFile: 'flamenco-worker.yaml' };
}

describe('the registration secret of a worker', () => {
  it('comes from the named file, else from the environment, else from flamenco-worker.yaml; otherwise there is none', async () => {
    const all = { ...(await sources('from-file\n')), environment: 'from-environment', key: 'from-key' };
    expect(await registrationSecret(all)).toBe('from-file');
    expect(await registrationSecret({ ...all, file: undefined })).toBe('from-environment');
    expect(await registrationSecret({ ...all, file: undefined, environment: '' })).toBe('from-key');
    expect(await registrationSecret({ ...all, file: undefined, environment: undefined, key: '' })).toBeUndefined();
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFfrom-file\r\n')],
    ['UTF-16, as PowerShell 5.1 writes it', Buffer.from('\uFEFFfrom-file\r\n', 'utf16le')],
  ])('may be in a file in %s', async (_encoding, content) => {
    expect(await registrationSecret(await sources(content))).toBe('from-file');
  });

  it.each([
    ['that is not there', undefined, /--registration-secret-file: cannot be read: .*ENOENT/],
    ['that is empty', ' \n', /secret is empty$/],
    ['in UTF-16 without a mark', Buffer.from('hidden', 'utf16le'), /secret is in UTF-16.*; save it as UTF-8$/],
    ['in Latin-1', Buffer.from('hidden\xe4', 'latin1'), /secret is not in UTF-8, as line 1 shows; save it/],
    ['with two lines', 'one\nhidden', /secret: the registration secret has spaces or other characters/],
  ])('is refused from a file %s, and not shown', async (_case, content, message) => {
    const given = await sources(content);
    await expect(registrationSecret(given)).rejects.toThrow(message);
    await expect(registrationSecret(given)).rejects.not.toThrow('hidden');
  });

  it('is refused from elsewhere with the name of the source', async () => {
    const none = { ...(await sources()), file: undefined };
    await expect(registrationSecret({ ...none, environment: 'ä' })).rejects.toThrow(/^FLAMENCO_REGISTRATION_SECRET: /);
    await expect(registrationSecret({ ...none, key: 'a b' })).rejects.toThrow(/^flamenco-worker.yaml: registration/);
  });
});
