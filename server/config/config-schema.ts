import { z } from 'zod';
import {
  booleanValue,
  countValue,
  databaseValue,
  durationValue,
  jsonBooleanValue,
  jsonCountValue,
  listenValue,
  textValue,
  versionValue,
} from './config-values.ts';
import { registrationSecretValue } from './registration-secrets.ts';
import { trustedProxiesValue } from './trusted-proxies.ts';

const variableValueSchema = z.strictObject({
  audience: textValue.default('all'),
  platform: textValue.optional(),
  platforms: z.array(textValue).optional(),
  value: textValue.default(''),
});

/** Variables that exist unless the file has one of the same name. */
export const DEFAULT_VARIABLES: ConfiguredVariables = {
  blender: {
    is_twoway: false,
    values: [
      { audience: 'all', platform: 'linux', value: 'blender' },
      { audience: 'all', platform: 'windows', value: 'blender.exe' },
      { audience: 'all', platform: 'darwin', value: 'blender' },
    ],
  },
  blenderArgs: { is_twoway: false, values: [{ audience: 'all', platform: 'all', value: '-b -y' }] },
};

/** How values other than text are written: YAML keys hold texts of any spelling, JSON has values of its own. */
interface Notation {
  readonly boolean: z.ZodType<boolean>;
  readonly count: z.ZodType<number>;
}

/**
 * All keys of `flamenco-manager.yaml` with their defaults, named as in the file. Durations become milliseconds.
 * Unknown keys are refused here; `parseSettings` finds them.
 */
const schemaIn = (notation: Notation) =>
  z.strictObject({
    _meta: z.strictObject({ version: versionValue }),
    manager_name: textValue.default('Flamenco'),
    database: databaseValue.default('flamenco-manager.sqlite'),
    /** How often the database is checked; 0 = never. */
    database_check_period: durationValue.default(10 * 60_000),
    listen: listenValue.default(':8080'),
    autodiscoverable: notation.boolean.default(true),
    local_manager_storage_path: textValue.default('./flamenco-manager-storage'),
    /** Empty = not set up yet. */
    shared_storage_path: textValue.default(''),
    shaman: z
      .strictObject({
        enabled: notation.boolean.default(process.platform !== 'win32'),
        garbageCollect: z
          .strictObject({
            /** Time between collections; 0 = none. */
            period: durationValue.default(24 * 3_600_000),
            maxAge: durationValue.default(744 * 3_600_000),
          })
          .prefault({}),
      })
      .prefault({}),
    task_timeout: durationValue.default(10 * 60_000),
    worker_timeout: durationValue.default(60_000),
    blocklist_threshold: notation.count.default(3),
    task_fail_after_softfail_count: notation.count.default(3),
    /** A job with more tasks is refused at submission; at least 1. Not in Flamenco 3, which ignores it. */
    max_tasks_per_job: notation.count.refine((count) => count > 0, 'must be at least 1').default(1_000_000),
    /** Whose word counts for who asks through them. Not in Flamenco 3, which ignores it and believes everybody. */
    trusted_proxies: trustedProxiesValue.default([]),
    /** What a new worker has to know to work without somebody's approval. Not in Flamenco 3, which ignores it. */
    worker_registration_secret: registrationSecretValue.default(''),
    mqtt: z
      .strictObject({
        client: z
          .strictObject({
            enabled: notation.boolean.default(false),
            broker: textValue.default(''),
            clientID: textValue.default('flamenco'),
            topic_prefix: textValue.default('flamenco'),
            username: textValue.default(''),
            password: textValue.default(''),
          })
          .prefault({}),
      })
      .prefault({}),
    variables: z
      .record(
        z.string(),
        z.strictObject({
          is_twoway: notation.boolean.default(false),
          values: z.array(variableValueSchema).default([]),
        }),
      )
      .default({}),
    /** Settings per plugin id; each plugin checks its own. Not in Flamenco 3, which ignores it. */
    plugins: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  });

/** The schema of the YAML file, whose numbers and booleans are handed in as they are written. */
export const configSchema = schemaIn({ boolean: booleanValue, count: countValue });
/** The same keys in JSON, where `"yes"` is no boolean and `"3"` no number. */
export const jsonConfigSchema = schemaIn({ boolean: jsonBooleanValue, count: jsonCountValue });
export type ConfigSchema = ReturnType<typeof schemaIn>;
export type ConfigSettings = z.infer<typeof configSchema>;
export type ConfiguredVariables = Readonly<ConfigSettings['variables']>;
