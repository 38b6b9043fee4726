import { isSecretName } from '../logging/without-secrets.ts';
import { isRecord } from './parse-settings.ts';

/** Stands for a stored secret where settings are shown. Sent back, it means: keep what is stored. */
export const SECRET_PLACEHOLDER = '••••••';
/** `//user:password@` in addresses, such as those of the database and of the MQTT broker. */
const ADDRESS_PASSWORD = /(\/\/[^:@/\s]*):([^/\s]+)@/;

/** A copy of settings that can be shown: every secret that is set reads `••••••`, and so do passwords inside addresses. */
export function hideSecrets(settings: unknown, isSecret = false): unknown {
  if (typeof settings === 'string') {
    if (settings === '') return '';
    return isSecret ? SECRET_PLACEHOLDER : settings.replace(ADDRESS_PASSWORD, `$1:${SECRET_PLACEHOLDER}@`);
  }
  if (Array.isArray(settings)) return settings.map((item) => hideSecrets(item, isSecret));
  if (!isRecord(settings)) return settings;
  return Object.fromEntries(Object.entries(settings).map(([key, item]) => [key, hideSecrets(item, isSecretName(key))]));
}

/** A copy of shown settings with each `••••••` replaced by what is stored at the same place; left out where nothing is. */
export function restoreSecrets(shown: unknown, stored: unknown): unknown {
  if (shown === SECRET_PLACEHOLDER) return typeof stored === 'string' ? stored : undefined;
  if (typeof shown === 'string') return withStoredPassword(shown, stored);
  if (Array.isArray(shown)) {
    const all: readonly unknown[] = Array.isArray(stored) ? stored : [];
    return shown.map((item, index) => restoreSecrets(item, all[index])).filter((item) => item !== undefined);
  }
  if (!isRecord(shown)) return shown;
  const items = Object.entries(shown).map(
    ([key, item]) => [key, restoreSecrets(item, isRecord(stored) ? stored[key] : undefined)] as const,
  );
  return Object.fromEntries(items.filter(([, item]) => item !== undefined));
}

function withStoredPassword(shown: string, stored: unknown): string {
  if (ADDRESS_PASSWORD.exec(shown)?.[2] !== SECRET_PLACEHOLDER) return shown;
  const password = typeof stored === 'string' ? ADDRESS_PASSWORD.exec(stored)?.[2] : undefined;
  return shown.replace(ADDRESS_PASSWORD, (_match, before: string) =>
    password === undefined ? `${before}@` : `${before}:${password}@`,
  );
}
