import type { Command } from '../../contracts/command.ts';
import type { VariableAudience } from '../../contracts/farm.ts';
import type { JobMetadata, JobSettings, SubmittedJob } from '../../contracts/job.ts';
import type { ManagerConfig } from '../../config/load-config.ts';
import { platformName } from '#shared/platform-name.ts';
import { expandText, expandVariables, replaceValuesByVariables } from '../../domain/path-variables.ts';
import { buildVariableTable } from '../../domain/variable-table.ts';

export interface PortableTexts {
  readonly settings: JobSettings;
  readonly metadata: JobMetadata;
  /** With "manager" replaced by the platform that the manager runs on. */
  readonly submitterPlatform: string;
}

/** The settings and metadata of a submission, with two-way variables in place of the submitter's paths. */
export function replacePathsByVariables(config: ManagerConfig, submitted: SubmittedJob): PortableTexts {
  const submitterPlatform = submitted.submitter_platform === 'manager' ? platformName() : submitted.submitter_platform;
  const table = buildVariableTable(config.variables, 'workers', submitterPlatform);
  return {
    settings: replaceValuesByVariables(submitted.settings ?? {}, table),
    metadata: replaceValuesByVariables(submitted.metadata ?? {}, table),
    submitterPlatform,
  };
}

/** Commands as a worker on `platform` should run them. */
export function expandForWorker(config: ManagerConfig, commands: readonly Command[], platform: string): Command[] {
  return expandVariables(commands, tables(config, 'workers', platform));
}

/** One text as `audience` on `platform` sees it. */
export function expandFor(config: ManagerConfig, text: string, audience: VariableAudience, platform: string): string {
  return expandText(text, tables(config, audience, platform));
}

function tables(config: ManagerConfig, audience: VariableAudience, platform: string) {
  return {
    manager: buildVariableTable(config.variables, audience, platformName()),
    managerPlatform: platformName(),
    target: buildVariableTable(config.variables, audience, platform),
    platform,
  };
}
