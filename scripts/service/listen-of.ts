import { localUrl } from '#server/config/listen-address.ts';
import { loadConfig } from '#server/config/load-config.ts';
import { effectiveListen } from '#server/config/manager-options.ts';
import { readCertificate } from '#server/http/tls/read-certificate.ts';
import { SETTINGS } from '#server/plugins/installed.ts';

/**
 * Where the manager of a home listens. Takes packages, so it is imported once they are there.
 * @throws FarmError if the manager would not start with its configuration
 */
export async function listenOf(home: string): Promise<{ port: number; url: string }> {
  const { settings, tls } = await loadConfig({ home, declaration: SETTINGS, environment: process.env });
  const listen = effectiveListen(settings.listen, {});
  const certifiedNames = tls ? (await readCertificate(tls, Date.now())).names : [];
  return { port: listen.port, url: localUrl({ ...listen, scheme: tls ? 'https' : 'http', certifiedNames }) };
}
