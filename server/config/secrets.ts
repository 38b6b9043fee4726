import { z } from 'zod';
import { hideAddressPasswords } from '../logging/without-secrets.ts';
import { isRecord, valueAt } from './declaration/plain-data.ts';
import { factsOf } from './declaration/setting.ts';
import { below, writtenAs } from './declaration/tree.ts';

/**
 * Stands for a stored secret where settings are shown. Sent back, it means: keep what is stored. In a list it is
 * followed by the position, counted from 1, so that any one of several secrets can be removed.
 */
export const SECRET_PLACEHOLDER = '••••••';
/** `//user:password@` in addresses, such as those of the database and of the MQTT broker. */
const ADDRESS_PASSWORD = /(\/\/[^:@/\s]*):([^/\s]+)@/;

/**
 * A copy of settings that may be shown: secrets that are set read `••••••`, and so do passwords inside addresses. Keys
 * that are not declared are left out, since nobody knows what they hold.
 */
export function hideSecrets(schema: z.ZodType, settings: unknown): unknown {
  return hide(schema, settings, '');
}

/**
 * A copy of shown settings in which each secret's `••••••` is replaced with what is stored there, or left out if
 * nothing is.
 */
export function restoreSecrets(schema: z.ZodType, shown: unknown, stored: unknown): unknown {
  return restore(schema, shown, () => stored);
}

/** All texts in settings that must not be revealed to anybody. */
export function secretTexts(schema: z.ZodType, settings: unknown): string[] {
  const secret = factsOf(schema)?.secret;
  const texts: string[] = [];
  if (secret === true) mapTexts(settings, (text) => void texts.push(text));
  else if (secret === 'in-address')
    mapTexts(settings, (text) => void texts.push(ADDRESS_PASSWORD.exec(text)?.[2] ?? ''));
  else
    mapBelow(settings, (item, key) => {
      const child = below(schema, key);
      if (child) texts.push(...secretTexts(child, item));
    });
  return texts.filter((text) => text !== '');
}

/** `place`: the position of the list item that the settings are part of; empty outside of lists. */
function hide(schema: z.ZodType, settings: unknown, place: string): unknown {
  const secret = factsOf(schema)?.secret;
  if (secret === true) return hidden(settings, place);
  if (secret === 'in-address') return mapTexts(settings, (text) => hideAddressPasswords(text, SECRET_PLACEHOLDER));
  const written = writtenAs(schema);
  if (!isContainer(written)) return settings;
  if (typeof settings !== 'object') return undefined;
  return mapBelow(settings, (item, key) => {
    const child = below(written, key);
    return child && hide(child, item, typeof key === 'number' ? String(key + 1) : place);
  });
}

/** `stored` finds what is stored for the shown settings; in a list, it can be asked for the item at a certain place. */
function restore(schema: z.ZodType, shown: unknown, stored: (place?: number) => unknown): unknown {
  const secret = factsOf(schema)?.secret;
  if (secret === true) return restored(shown, stored);
  if (secret === 'in-address') return mapTexts(shown, withStoredPassword, stored());
  return mapBelow(shown, (item, key) => {
    const child = below(schema, key);
    if (!child) return item;
    if (typeof key === 'number') return restore(child, item, (place = key) => valueAt(stored(), [place]));
    return restore(child, item, (place) => valueAt(stored(place), [key]));
  });
}

function hidden(secret: unknown, place: string): unknown {
  if (!Array.isArray(secret)) return secret === '' ? '' : `${SECRET_PLACEHOLDER}${place}`;
  return secret.map((item: unknown, index) => (item === '' ? '' : `${SECRET_PLACEHOLDER}${index + 1}`));
}

function restored(shown: unknown, stored: (place?: number) => unknown): unknown {
  if (Array.isArray(shown)) {
    // What was stored as one text may be sent back as the first item of a list.
    const kept = stored();
    const all: readonly unknown[] = Array.isArray(kept) ? kept : [kept];
    return shown
      .map((item: unknown, index) => {
        const place = placeOf(item);
        return place === undefined ? item : textIn(all[item === SECRET_PLACEHOLDER ? index : place]);
      })
      .filter((item) => item !== undefined);
  }
  const place = placeOf(shown);
  if (place === undefined) return shown;
  const kept = stored(shown === SECRET_PLACEHOLDER ? undefined : place);
  return textIn(Array.isArray(kept) ? kept[place] : kept);
}

function textIn(kept: unknown): string | undefined {
  return typeof kept === 'string' ? kept : undefined;
}

/** The position in a list, counted from 0, that a placeholder stands for; undefined if it is not a placeholder. */
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

function isContainer(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject || schema instanceof z.ZodRecord || schema instanceof z.ZodArray;
}

/** A copy with every text replaced; `beside` is what other data has in the same place. */
function mapTexts(value: unknown, change: (text: string, beside: unknown) => unknown, beside?: unknown): unknown {
  if (typeof value === 'string') return change(value, beside);
  return mapBelow(value, (item, key) => mapTexts(item, change, valueAt(beside, [key])));
}

/**
 * A copy with the value of every item or key changed; those that become undefined are left out. A value that has
 * neither items nor keys is returned as it is.
 */
function mapBelow(value: unknown, change: (item: unknown, key: string | number) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, index) => change(item, index)).filter(isThere);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, change(item, key)] as const);
  return Object.fromEntries(entries.filter(([, item]) => isThere(item)));
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}
