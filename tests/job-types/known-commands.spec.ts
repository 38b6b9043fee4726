import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { KNOWN_COMMANDS } from '#server/contracts/commands/registry.ts';

const API = new URL('../../job-types/api.d.ts', import.meta.url);

test('api.d.ts lists every command with its required and optional parameters', async () => {
  const file = ts.createSourceFile('api.d.ts', await readFile(API, 'utf8'), ts.ScriptTarget.Latest);
  const documented = file.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .find((statement) => statement.name.text === 'KnownCommands');
  expect(Object.fromEntries((documented?.members ?? []).map(commandOf))).toEqual(
    Object.fromEntries([...KNOWN_COMMANDS].map(([name, { parameters }]) => [name, parametersOf(parameters)])),
  );
});

/** The name of a command and its parameters, with a `?` after optional ones. */
function commandOf(member: ts.TypeElement): [string, string[]] {
  if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeLiteralNode(member.type)) return ['', []];
  const parameters = member.type.members.map((parameter) => nameOf(parameter) + (parameter.questionToken ? '?' : ''));
  return [nameOf(member), parameters.toSorted()];
}

function nameOf({ name }: ts.TypeElement): string {
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';
}

function parametersOf(schema: z.ZodType): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Record<string, z.ZodType> = schema.shape;
  return Object.entries(shape)
    .map(([name, parameter]) => (parameter.safeParse(undefined).success ? `${name}?` : name))
    .toSorted();
}
