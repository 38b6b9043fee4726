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
    expect(programs).toEqual([]);
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
    const commands = nodesOf(script, (node) => node.type === 'command' && !node.text.startsWith('& {\n'));
    expect(commands.map((node) => node.text).filter((text) => /REGISTRATION_SECRET|\$secret/.test(text))).toEqual([]);
    // The last thing it does, whatever happened before.
    expect(script).toMatch(/\} finally \{\s+\$env:FLAMENCO_REGISTRATION_SECRET = \$null\s+\}\s+\} @args\s*$/);
  });

  it('says for what it is called with a folder that is not complete', () => {
    expect(script).toContain('$Dir = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Dir)');
  });

  it('leaves nothing in the window that it is called in: no preferences, no functions, no variables', () => {
    const program = parser.parse(script)?.rootNode.descendantsOfType('statement_list')[0];
    const statements = program?.namedChildren.filter((node) => node !== null && node.type !== 'comment') ?? [];
    expect(statements.map((node) => node?.text.replace(/\n[\s\S]*\n/, ' … '))).toEqual(['& { … } @args']);
  });

  it('closes its folder to other accounts before it fetches anything into it', () => {
    const main = script.slice(script.indexOf('Protect-Folder\n'));
    expect(main).toMatch(/^Protect-Folder\s+\$node = Install-Node\s+\$version = Install-Version/);
    expect(script).toMatch(/\$Icacls \$Dir \/inheritance:r \/grant:r \$grants/);
  });

  it('takes every path as it is, also with brackets, and gives tar.exe none that its code page may lack', () => {
    const commands = nodesOf(script, (node) => node.type === 'command').map((node) => node.text);
    const ofPaths = commands.filter((text) =>
      /^(Test-Path|Remove-Item|Get-Content|Get-ChildItem|Push-Location|Get-FileHash) /.test(text),
    );
    expect(ofPaths.length).toBeGreaterThan(10);
    expect(ofPaths.filter((text) => !text.includes('-LiteralPath'))).toEqual([]);
    expect(commands.filter((text) => text.startsWith('& $Tar'))).toEqual(['& $Tar -xzf $Archive']);
    expect(script.match(/Expand-Whole \$folder '[a-z.]+'/g)).toHaveLength(2);
  });

  it('trusts exit codes, and takes nothing that a program says for an error', () => {
    const calls = nodesOf(
      script,
      (node) => node.type === 'command' && /^& ["$]/.test(node.text) && node.text !== '& $Call',
    );
    expect(calls.length).toBeGreaterThan(8);
    const linesBefore = calls.map((call) => script.slice(0, call.startIndex).split('\n').at(-1));
    expect(linesBefore.filter((text) => !/Invoke-Program \{[^}]*$/.test(text ?? ''))).toEqual([]);
  });

  it('starts no second worker where a task runs it', () => {
    expect(script).toMatch(
      /"\$Dir\\installed\.json" \| ConvertFrom-Json\)\.service\s+if \(-not \$isService -and -not \$Install\)/,
    );
  });

  it('removes a task only if it runs the worker in that folder', () => {
    expect(script).toMatch(/\$xml\.IndexOf\("\$Dir\\",[^\n]*-lt 0\) \{ return \$false \}/);
    expect(script.match(/\/Delete/g)).toHaveLength(1);
  });
});
