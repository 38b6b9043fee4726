import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { Language, Parser, type Node } from 'web-tree-sitter';

const SCRIPT = new URL('../../../plugins/joining/scripts/join.ps1', import.meta.url);
const GRAMMAR = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');

describe('join.ps1', () => {
  let parser: Parser;
  let script: string;
  beforeAll(async () => {
    await Parser.init();
    parser = new Parser();
    parser.setLanguage(await Language.load(GRAMMAR));
    script = await readFile(fileURLToPath(SCRIPT), 'utf8');
  });

  function nodesOf(text: string, is: (node: Node) => boolean): Node[] {
    const found: Node[] = [];
    const waiting = [parser.parse(text)?.rootNode];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (is(node)) found.push(node);
      waiting.push(...node.children.filter((child) => child !== null));
    }
    return found;
  }
  const mistakes = (text: string) =>
    nodesOf(text, (node) => node.isError || node.isMissing).map((node) => `line ${node.startPosition.row + 1}`);
  /** Commands by their names, without those that are called by a variable. */
  const commandsOf = (text: string) =>
    new Set(nodesOf(text, (node) => node.type === 'command_name').map((node) => node.text));

  it('is PowerShell', () => {
    expect(mistakes(script)).toEqual([]);
  });

  it.each(['function a {', 'if ($x { 1 }', "$a = 'b", '& { 1 } }', 'foreach ($x in 1) {', "@'\nabc\n '@"])(
    'would be found not to be, with a mistake like %j',
    (mistake) => {
      expect(mistakes(`${script}\n${mistake}`)).not.toEqual([]);
    },
  );

  it('runs in Windows PowerShell 5.1, which knows no newer operators and parameters', () => {
    expect(nodesOf(script, (node) => node.type === 'pipeline_chain' && /&&|\|\|/.test(node.text))).toEqual([]);
    for (const newer of ['$a = $b ?? 1', '$a = $b ? 1 : 2', '$a ??= 1']) expect(mistakes(newer)).not.toEqual([]);
    expect(script).not.toMatch(/-AsHashtable|-Parallel|-SkipCertificateCheck|-NoNewline|\$Is(Windows|Linux|MacOS)\b/i);
    // It would be read in the code page of the machine.
    // oxlint-disable-next-line no-control-regex -- everything but ASCII
    expect(script).not.toMatch(/[^\x00-\x7f]/);
  });

  it('calls programs of Windows by their full paths', () => {
    const programs = [...commandsOf(script)].filter((name) =>
      /\.exe$|^(tar|icacls|schtasks|whoami|taskkill)$/i.test(name),
    );
    expect(programs).toEqual(['ffmpeg.exe', 'blender.exe']);
    expect(script).toContain(String.raw`$Tar = Join-Path $env:SystemRoot 'System32\tar.exe'`);
  });

  it('knows accounts by their identifiers: over SSH and with accounts of Microsoft, names lead nowhere', () => {
    expect(script).not.toMatch(/USERDOMAIN|USERNAME/i);
    expect(script).toContain('[Security.Principal.WindowsIdentity]::GetCurrent()');
  });

  it('moves and replaces nothing, so whatever fails, the worker from before goes on', () => {
    const commands = commandsOf(script);
    for (const name of ['Move-Item', 'Rename-Item', 'Copy-Item', 'Stop-ScheduledTask', 'Register-ScheduledTask'])
      expect(commands).not.toContain(name);
  });

  it('puts the registration secret on no command line, and takes it out of the environment in any case', () => {
    const commands = nodesOf(script, (node) => node.type === 'command').map((node) => node.text);
    expect(commands.filter((text) => /REGISTRATION_SECRET|\$secret/.test(text))).toEqual([]);
    expect(script).toMatch(/finally \{\s+\$env:FLAMENCO_REGISTRATION_SECRET = \$null/);
  });

  it('says for what it is called with a folder that is not complete', () => {
    expect(script).toContain('$Dir = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Dir)');
  });
});
