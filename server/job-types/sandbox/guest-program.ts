import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import type ivm from 'isolated-vm';

/** Our code that runs next to the script inside the isolate, as plain JavaScript modules by address. */
export interface GuestProgram {
  entry: string;
  modules: ReadonlyMap<string, GuestModule>;
}

interface GuestModule {
  code: string;
  /** The addresses of the modules that this one imports, by the text after `from`. */
  imports: ReadonlyMap<string, string>;
}

/**
 * Reads `guest/main.ts` and everything that it imports. That way the manager and the scripts share one copy of the
 * rules for frames and shell words.
 */
export async function readGuestProgram(): Promise<GuestProgram> {
  const entry = new URL('guest/main.ts', import.meta.url).href;
  const modules = new Map<string, GuestModule>();
  const pending = [entry];
  for (let address = pending.pop(); address !== undefined; address = pending.pop()) {
    if (modules.has(address)) continue;
    const code = stripTypeScriptTypes(await readFile(new URL(address), 'utf8'));
    const imports = importsOf(code, address);
    modules.set(address, { code, imports });
    pending.push(...imports.values());
  }
  return { entry, modules };
}

/**
 * Builds the guest program in a fresh context and returns its `run()`. It does so at once, since going to another
 * thread and back for each module takes twice the time.
 */
export function installGuest(isolate: ivm.Isolate, context: ivm.Context, program: GuestProgram): ivm.Reference {
  const compiled = new Map<string, ivm.Module>();
  const addresses = new Map<ivm.Module, string>();
  for (const [address, { code }] of program.modules) {
    const module = isolate.compileModuleSync(code, { filename: address });
    compiled.set(address, module);
    addresses.set(module, address);
  }
  const main = mustGet(compiled, program.entry);
  main.instantiateSync(context, (specifier, referrer) => {
    const imports = program.modules.get(mustGet(addresses, referrer))?.imports;
    return mustGet(compiled, mustGet(imports ?? new Map<string, string>(), specifier));
  });
  main.evaluateSync();
  return main.namespace.getSync('run', { reference: true });
}

/** Our modules only have static imports (`from '….ts'`), which a pattern can find. */
function importsOf(code: string, address: string): Map<string, string> {
  const specifiers = [...code.matchAll(/^import\b[^;]*?\bfrom '([^']+)';/gm)].map((match) => match[1] ?? '');
  const addressOf = (specifier: string) =>
    specifier.startsWith('#') ? import.meta.resolve(specifier) : new URL(specifier, address).href;
  return new Map(specifiers.map((specifier) => [specifier, addressOf(specifier)]));
}

function mustGet<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the sandbox has no module ${String(key)}`);
  return value;
}
