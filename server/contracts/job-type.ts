import { z } from 'zod';

export const SETTING_TYPES = ['string', 'int32', 'float', 'bool'] as const;
export type SettingType = (typeof SETTING_TYPES)[number];
/** A script may give any other type: the values of such a setting go to it as they come. */
export const settingTypeSchema = z
  .union([z.enum(SETTING_TYPES), z.string().min(1).describe('A type of which only the script knows what it means.')])
  .meta({ id: 'AvailableJobSettingType' });
export const settingSubtypeSchema = z
  .enum(['file_path', 'dir_path', 'file_name', 'hashed_file_path'])
  .meta({ id: 'AvailableJobSettingSubtype' });
export const settingVisibilitySchema = z
  .enum(['visible', 'hidden', 'submission', 'web'])
  .meta({ id: 'AvailableJobSettingVisibility' });

/**
 * One setting of a job type. Only the keys that the script wrote are sent, since clients distinguish "absent" from
 * "false".
 */
export const jobSettingSchema = z
  .object({
    key: z.string().min(1),
    type: settingTypeSchema,
    subtype: settingSubtypeSchema.optional(),
    choices: z.array(z.string()).optional(),
    propargs: z.record(z.string(), z.unknown()).optional(),
    description: z.unknown().optional(),
    label: z.unknown().optional(),
    default: z.unknown().optional(),
    eval: z.string().optional(),
    evalInfo: z.object({ showLinkButton: z.boolean().default(false), description: z.string().default('') }).optional(),
    visible: settingVisibilitySchema.optional(),
    required: z.boolean().optional(),
    editable: z.boolean().optional(),
  })
  .meta({ id: 'AvailableJobSetting' });
export type JobSetting = z.infer<typeof jobSettingSchema>;

export const jobTypeSchema = z
  .object({
    name: z.string(),
    label: z.string(),
    description: z.string().optional(),
    settings: z.array(jobSettingSchema),
    etag: z.string(),
  })
  .meta({ id: 'AvailableJobType' });
export type JobType = z.infer<typeof jobTypeSchema>;

export const jobTypesSchema = z.object({ job_types: z.array(jobTypeSchema) }).meta({ id: 'AvailableJobTypes' });
