import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandSchema } from '#server/contracts/command.ts';
import type { Command } from '#server/contracts/command.ts';
import { KNOWN_COMMANDS } from '#server/contracts/commands/registry.ts';
import { parameterProblems } from '#server/contracts/commands/known-command.ts';
import { messageOf } from '#shared/message-of.ts';
import { NotText, readTextFile } from '#system/files/read-text-file.ts';
import { COMMANDS } from './commands/registry.ts';
import { ConfigError } from './config-error.ts';
import { runCommands } from './run-commands.ts';
import { TaskStopped } from './task-stopped.ts';
import { TIMING } from './timing.ts';

const givenCommand = commandSchema.extend({
  parameters: commandSchema.shape.parameters.default({}),
  total_step_count: commandSchema.shape.total_step_count.default(0),
});
/** A list of commands, or a task as the API returns it. */
const testSchema = z
  .union([z.array(givenCommand).min(1), z.object({ commands: z.array(givenCommand).min(1) })])
  .transform((given) => (Array.isArray(given) ? given : given.commands));

export interface TestRun {
  /** JSON text that begins with `[` or `{`, or the path to a JSON or YAML file. */
  readonly given: string;
  readonly currentFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly oomScoreAdjust?: number | undefined;
  readonly passVariables?: readonly string[] | undefined;
  /** Receives the lines of the log, and lines about progress. */
  readonly print: (line: string) => void;
}

/**
 * Runs commands as a task would, but without a manager, and prints what would be the task's log.
 *
 * @returns the exit code: 0 if all went well, 1 if a command failed or the run was stopped.
 * @throws ConfigError if the commands cannot be read or a parameter is wrong; nothing has run then.
 */
export async function runTest(test: TestRun, stop: AbortSignal): Promise<number> {
  const commands = await readCommands(test);
  const { print } = test;
  let steps = 0;
  const listener = {
    log: (line: string) => {
      print(line);
      return undefined;
    },
    activity: (words: string) => print(`-- ${words}`),
    stepDone: (words: string) => print(`-- step ${++steps}: ${words}`),
    outputProduced: (file: string) => print(`-- picture: ${file}`),
  };
  const surroundings = { ...test, commands: COMMANDS, killGraceMilliseconds: TIMING.killGrace };
  try {
    await runCommands(surroundings, commands, listener, stop);
    print('-- completed');
    return 0;
  } catch (error) {
    const reason = stop.aborted ? stop.reason : error;
    const text = messageOf(reason);
    print(reason instanceof TaskStopped ? `-- stopped: ${text}` : `-- failed: ${text}`);
    return 1;
  }
}

async function readCommands({ given, currentFolder }: TestRun): Promise<Command[]> {
  const isInline = /^\s*[[{]/.test(given);
  const source = isInline ? '--test' : path.resolve(currentFolder, given);
  const text = isInline ? given : await readText(source);
  const parsed = testSchema.safeParse(parseText(source, text));
  if (!parsed.success) {
    throw new ConfigError(
      `${source}: must be a list of commands, like [{"name": "echo", "parameters": {"message": "hello"}}], or a task with such a list in "commands"`,
    );
  }
  const problems = parsed.data.flatMap((command, index) =>
    problemsOf(command).map((problem) => `command ${index + 1} (${command.name}): ${problem}`),
  );
  if (problems.length > 0) throw new ConfigError(`${source}: ${problems.join('; ')}`);
  return parsed.data;
}

function problemsOf(command: Command): string[] {
  const known = KNOWN_COMMANDS.get(command.name);
  if (known === undefined) return [`there is no such command; known are ${[...KNOWN_COMMANDS.keys()].join(', ')}`];
  const variable = /\{[A-Za-z_]\w*\}/.exec(JSON.stringify(command.parameters))?.[0];
  const isLeft = variable !== undefined && /^(blender|blenderArgs|jobs|ffmpeg)$/.test(variable.slice(1, -1));
  const left = isLeft ? [`${variable} is a variable that only a manager replaces; write its value`] : [];
  return [...parameterProblems(known, command.parameters), ...left];
}

async function readText(file: string): Promise<string> {
  try {
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof NotText) throw new ConfigError(`--test: ${file} ${error.message}`, error);
    throw new ConfigError(`--test: ${messageOf(error)}`, error);
  }
}

/** JSON is YAML too. */
function parseText(source: string, text: string): unknown {
  try {
    return parse(text, { prettyErrors: false });
  } catch (error) {
    throw new ConfigError(`${source}: ${messageOf(error)}`, error);
  }
}
