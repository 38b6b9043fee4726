import { z } from 'zod';
import { variableValueKind } from './path-kinds.ts';

/** Names of Blender that workers find by themselves, by platform. */
export const ANY_BLENDER = { linux: 'blender', windows: 'blender.exe', darwin: 'blender' } as const;

/** Variables that exist unless the file has one with the same name. */
const DEFAULTS: ConfiguredVariables = {
  blender: {
    is_twoway: false,
    values: Object.entries(ANY_BLENDER).map(([platform, value]) => ({ audience: 'all', platform, value })),
  },
  blenderArgs: { is_twoway: false, values: [{ audience: 'all', platform: 'all', value: '-b -y' }] },
};

const writtenValue = z.object({
  audience: z.string().optional().meta({ description: '`all`, `workers` or `users`; `all` when absent.' }),
  platform: z.string().optional().meta({ description: '`linux`, `windows`, `darwin` or another platform, or `all`.' }),
  platforms: z.array(z.string()).optional().meta({ description: 'Several platforms with the same value.' }),
  value: variableValueKind.optional(),
});
const writtenVariable = z.object({
  is_twoway: z
    .boolean()
    .optional()
    .meta({ description: 'Whether its name also replaces its value in submitted paths.' }),
  values: z.array(writtenValue).optional(),
});
const configuredVariable = z.object({
  is_twoway: z.boolean(),
  values: z.array(
    z.object({
      audience: z.string(),
      platform: z.string().optional(),
      platforms: z.array(z.string()).optional(),
      value: z.string(),
    }),
  ),
});

type ConfiguredVariable = z.output<typeof configuredVariable>;
/** Variables by name. */
export type ConfiguredVariables = Readonly<Record<string, ConfiguredVariable>>;

/**
 * Variables by name, including the default ones. When they are written, whatever is the default is left out: the
 * audience `all`, and one-way.
 */
export const variableSettings = z.codec(
  z.record(z.string(), writtenVariable),
  z.record(z.string(), configuredVariable),
  {
    decode: (written) => ({
      ...DEFAULTS,
      ...mapValues(written, ({ is_twoway = false, values = [] }) => ({
        is_twoway,
        values: values.map(({ audience = 'all', value = '', ...platforms }) => ({ audience, ...platforms, value })),
      })),
    }),
    encode: (variables) =>
      mapValues(variables, ({ is_twoway, values }) => ({
        ...(is_twoway ? { is_twoway } : {}),
        values: values.map(({ audience, ...value }) => (audience === 'all' ? value : { audience, ...value })),
      })),
  },
);

function mapValues<From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));
}
