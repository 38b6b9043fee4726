import { hideAddressPasswords, isSecretName } from '../logging/without-secrets.ts';
import { isRecord } from './parse-settings.ts';

/**
 * Stands for a stored secret where settings are shown. Sent back, it means: keep what is stored. In a list the place follows, from
 * 1, so that any of several secrets can be taken out.
 */
export const SECRET_PLACEHOLDER = '••••••';
/** `//user:password@` in addresses, such as those of the database and of the MQTT broker. */
const ADDRESS_PASSWORD = /(\/\/[^:@/\s]*):([^/\s]+)@/;

/** A copy of settings that can be shown: every secret that is set reads `••••••`, and so do passwords inside addresses. */
export function hideSecrets(settings: unknown, isSecret = false): unknown {
  if (typeof settings === 'string') {
    if (settings === '') return '';
    return isSecret ? SECRET_PLACEHOLDER : hideAddressPasswords(settings, SECRET_PLACEHOLDER);
  }
  if (Array.isArray(settings)) {
    return settings.map((item: unknown, index) => {
      const hidden = hideSecrets(item, isSecret);
      return hidden === SECRET_PLACEHOLDER ? `${SECRET_PLACEHOLDER}${index + 1}` : hidden;
    });
  }
  if (!isRecord(settings)) return settings;
  return Object.fromEntries(Object.entries(settings).map(([key, item]) => [key, hideSecrets(item, isSecretName(key))]));
}

/** A copy of shown settings with each `••••••` replaced by what is stored at the same place; left out where nothing is. */
export function restoreSecrets(shown: unknown, stored: unknown): unknown {
  if (typeof shown === 'string') {
    const place = placeOf(shown);
    if (place === undefined) return withStoredPassword(shown, stored);
    const kept: unknown = Array.isArray(stored) ? stored[place] : stored;
    return typeof kept === 'string' ? kept : undefined;
  }
  if (Array.isArray(shown)) {
    // What was one text before may be sent back as the first of a list.
    const all: readonly unknown[] = Array.isArray(stored) ? stored : [stored];
    return shown
      .map((item: unknown, index) => {
        const place = typeof item === 'string' && item !== SECRET_PLACEHOLDER ? placeOf(item) : undefined;
        return place === undefined ? restoreSecrets(item, all[index]) : restoreSecrets(SECRET_PLACEHOLDER, all[place]);
      })
      .filter((item) => item !== undefined);
  }
  if (!isRecord(shown)) return shown;
  const items = Object.entries(shown).map(
    ([key, item]) => [key, restoreSecrets(item, isRecord(stored) ? stored[key] : undefined)] as const,
  );
  return Object.fromEntries(items.filter(([, item]) => item !== undefined));
}

/** The place in a list, from 0, that a placeholder stands for; undefined when it is none. */
function placeOf(text: string): number | undefined {
  const [, place] = /^••••••(\d{0,4})$/.exec(text) ?? [];
  return place === undefined ? undefined : Math.max(0, Number(place) - 1);
}

function withStoredPassword(shown: string, stored: unknown): string {
  if (ADDRESS_PASSWORD.exec(shown)?.[2] !== SECRET_PLACEHOLDER) return shown;
  const password = typeof stored === 'string' ? ADDRESS_PASSWORD.exec(stored)?.[2] : undefined;
  return shown.replace(ADDRESS_PASSWORD, (_match, before: string) =>
    password === undefined ? `${before}@` : `${before}:${password}@`,
  );
}
