import { z } from 'zod';

export const FARM_STATUSES = ['active', 'idle', 'waiting', 'asleep', 'inoperative', 'unknown', 'starting'] as const;
export const farmStatusSchema = z.enum(FARM_STATUSES).meta({ id: 'FarmStatus' });
export type FarmStatus = z.infer<typeof farmStatusSchema>;
export const farmStatusReportSchema = z.object({ status: farmStatusSchema }).meta({ id: 'FarmStatusReport' });

export const versionSchema = z
  .object({ version: z.string(), shortversion: z.string(), name: z.string(), git: z.string() })
  .meta({ id: 'FlamencoVersion' });
export type FlamencoVersion = z.infer<typeof versionSchema>;

export const managerConfigurationSchema = z
  .object({ storageLocation: z.string(), shamanEnabled: z.boolean(), isFirstRun: z.boolean() })
  .meta({ id: 'ManagerConfiguration' });

export const variableAudienceSchema = z.enum(['workers', 'users']).meta({ id: 'ManagerVariableAudience' });
export type VariableAudience = z.infer<typeof variableAudienceSchema>;
export const managerVariablesSchema = z
  .record(z.string(), z.object({ value: z.string(), is_twoway: z.boolean() }).meta({ id: 'ManagerVariable' }))
  .meta({ id: 'ManagerVariables' });

export const sharedStorageLocationSchema = z
  .object({ location: z.string(), audience: variableAudienceSchema, platform: z.string(), shamanEnabled: z.boolean() })
  .meta({ id: 'SharedStorageLocation' });
