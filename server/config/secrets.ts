import { z } from 'zod';
import { hideAddressPasswords } from '../logging/without-secrets.ts';
import { isRecord } from './declaration/plain-data.ts';
import { factsOf } from './declaration/setting.ts';
import { below, writtenAs } from './declaration/tree.ts';

/**
 * Stands for a stored secret where settings are shown. Sent back, it means: keep what is stored. In a list the place
 * follows, from 1, so that any of several secrets can be taken out.
 */
export const SECRET_PLACEHOLDER = '••••••';
/** `//user:password@` in addresses, such as those of the database and of the MQTT broker. */
const ADDRESS_PASSWORD = /(\/\/[^:@/\s]*):([^/\s]+)@/;

/**
 * A copy of settings that can be shown: what is marked as a secret and is set reads `••••••`, and so do passwords
 * inside addresses. What is not declared is left out, since nobody knows what it is.
 */
export function hideSecrets(schema: z.ZodType, settings: unknown): unknown {
  const facts = factsOf(schema);
  if (facts?.secret === true) return hidden(settings);
  if (facts?.secret === 'in-address')
    return mapTexts(settings, (text) => hideAddressPasswords(text, SECRET_PLACEHOLDER));
  if (facts || !(writtenAs(schema) instanceof z.ZodObject)) return settings;
  if (!isRecord(settings)) return undefined;
  const entries = Object.entries(settings).flatMap(([key, value]) => {
    const child = below(schema, key);
    const shown = child && hideSecrets(child, value);
    return shown === undefined ? [] : [[key, shown] as const];
  });
  return Object.fromEntries(entries);
}

/**
 * A copy of shown settings with each `••••••` of a secret replaced by what is stored there; left out where nothing is.
 */
export function restoreSecrets(schema: z.ZodType, shown: unknown, stored: unknown): unknown {
  const facts = factsOf(schema);
  if (facts?.secret === true) return restored(shown, stored);
  if (facts?.secret === 'in-address') return mapTexts(shown, withStoredPassword, stored);
  if (facts || !isRecord(shown)) return shown;
  const entries = Object.entries(shown).flatMap(([key, value]) => {
    const child = below(schema, key);
    const kept = isRecord(stored) ? stored[key] : undefined;
    const item = child ? restoreSecrets(child, value, kept) : value;
    return item === undefined ? [] : [[key, item] as const];
  });
  return Object.fromEntries(entries);
}

/** All texts in settings that must not be told to anybody. */
export function secretTexts(schema: z.ZodType, settings: unknown): string[] {
  const facts = factsOf(schema);
  const texts: string[] = [];
  if (facts?.secret === true) mapTexts(settings, (text) => void texts.push(text));
  if (facts?.secret === 'in-address')
    mapTexts(settings, (text) => void texts.push(ADDRESS_PASSWORD.exec(text)?.[2] ?? ''));
  if (!facts && isRecord(settings)) {
    for (const [key, value] of Object.entries(settings))
      texts.push(...secretTexts(below(schema, key) ?? z.unknown(), value));
  }
  return texts.filter((text) => text !== '');
}

function hidden(secret: unknown): unknown {
  if (!Array.isArray(secret)) return secret === '' ? '' : SECRET_PLACEHOLDER;
  return secret.map((item: unknown, index) => (item === '' ? '' : `${SECRET_PLACEHOLDER}${index + 1}`));
}

function restored(shown: unknown, stored: unknown): unknown {
  if (Array.isArray(shown)) {
    // What was one text before may be sent back as the first of a list.
    const all: readonly unknown[] = Array.isArray(stored) ? stored : [stored];
    return shown
      .map((item: unknown, index) => {
        const place = placeOf(item);
        if (place === undefined) return item;
        const kept = all[item === SECRET_PLACEHOLDER ? index : place];
        return typeof kept === 'string' ? kept : undefined;
      })
      .filter((item) => item !== undefined);
  }
  const place = placeOf(shown);
  if (place === undefined) return shown;
  const kept: unknown = Array.isArray(stored) ? stored[place] : stored;
  return typeof kept === 'string' ? kept : undefined;
}

/** The place in a list, from 0, that a placeholder stands for; undefined when it is none. */
function placeOf(shown: unknown): number | undefined {
  const [, place] = (typeof shown === 'string' && /^••••••(\d{0,4})$/.exec(shown)) || [];
  return place === undefined ? undefined : Math.max(0, Number(place) - 1);
}

function withStoredPassword(shown: string, stored: unknown): string {
  if (ADDRESS_PASSWORD.exec(shown)?.[2] !== SECRET_PLACEHOLDER) return shown;
  const password = typeof stored === 'string' ? ADDRESS_PASSWORD.exec(stored)?.[2] : undefined;
  return shown.replace(ADDRESS_PASSWORD, (_match, before: string) =>
    password === undefined ? `${before}@` : `${before}:${password}@`,
  );
}

/** A copy with every text in it replaced; `beside` is what other data has at the same place. */
function mapTexts(value: unknown, change: (text: string, beside: unknown) => unknown, beside?: unknown): unknown {
  if (typeof value === 'string') return change(value, beside);
  if (Array.isArray(value)) {
    const others: readonly unknown[] = Array.isArray(beside) ? beside : [];
    return value.map((item: unknown, index) => mapTexts(item, change, others[index]));
  }
  if (!isRecord(value)) return value;
  const others = isRecord(beside) ? beside : {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change, others[key])]));
}
