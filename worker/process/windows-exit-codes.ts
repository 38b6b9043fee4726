import type { EndKind } from './end-kind.ts';

type Meaning = readonly [kind: EndKind, words: string];

const DRIVE = 'was a network drive lost, or the program installed on one?';
const INSTALL_AGAIN = 'install it again, in the build for this processor';

/**
 * Exit codes with which Windows ends a program or its loader refuses to start one, as unsigned numbers: values of
 * NTSTATUS (from `ntstatus.h`), of `STATUS_*` exceptions that compilers raise, and what `cmd.exe` says for a script.
 */
const CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  // A fault in the program.
  [0x80000003, ['crash', 'it crashed (a breakpoint or a failed assertion in it)']],
  [0xc0000005, ['crash', 'it crashed (access violation)']],
  [0xc0000006, ['crash', `it crashed, because a file that it has open could not be read any more: ${DRIVE}`]],
  [0xc000001d, ['crash', 'it crashed (illegal instruction: built for another processor?)']],
  [0xc0000025, ['crash', 'it crashed (it could not go on after an error)']],
  [0xc0000094, ['crash', 'it crashed (division by zero)']],
  [0xc0000096, ['crash', 'it crashed (privileged instruction)']],
  [0xc00000fd, ['crash', 'it crashed (stack overflow)']],
  [0xc0000374, ['crash', 'it crashed (it found its own memory damaged: heap)']],
  [0xc0000409, ['crash', 'it crashed (it found its own memory damaged, or gave up)']],
  [0xc0000417, ['crash', 'it crashed (it called a system library wrongly)']],
  [0xc0000420, ['crash', 'it crashed (a failed assertion in it)']],
  [0xc0000602, ['crash', 'it crashed (it gave up)']],
  [0xe0434352, ['crash', 'it crashed (a .NET error that it did not catch)']],
  [0xe06d7363, ['crash', 'it crashed (a C++ error that it did not catch; memory may have run out)']],
  // Memory.
  [0xc0000017, ['out-of-memory', 'memory ran out']],
  [0xc000009a, ['out-of-memory', 'memory ran out (of the system itself)']],
  [0xc000012d, ['out-of-memory', 'memory ran out, together with the paging file: a larger one may help']],
  // It did not start.
  [0xc0000022, ['not-started', 'it may not read something that it needs: check the permissions of its folder']],
  [0xc000007b, ['not-started', `it, or a DLL of it, is damaged or for another kind of processor: ${INSTALL_AGAIN}`]],
  [0xc000012f, ['not-started', `it is damaged or for another kind of processor: ${INSTALL_AGAIN}`]],
  [0xc0000135, ['not-started', 'a DLL that it needs is missing: install it again, and the Visual C++ runtime']],
  [0xc0000138, ['not-started', 'a DLL that it needs is of another version: install it again']],
  [0xc0000139, ['not-started', 'a DLL that it needs is of another version: install it again']],
  [
    0xc0000142,
    [
      'not-started',
      'a DLL that it needs could not start: is the machine shutting down, or is there no desktop for it (a service)?',
    ],
  ],
  [0xc000026b, ['not-started', 'the machine was shutting down, or its user was logging off']],
  [0xc0000428, ['not-started', 'Windows does not trust its signature: a policy or a security program blocks it']],
  [0xc0000906, ['not-started', 'a security program takes it for a virus, or for one that needs a closer look']],
  [0xc06d007e, ['not-started', 'a DLL that it needs is missing: install it again, or the driver of the GPU']],
  [
    0xc06d007f,
    ['not-started', 'a DLL that it needs is of another version: install it again, or the driver of the GPU'],
  ],
  [9009, ['not-started', 'a script called a program that Windows did not find']],
  // Somebody ended it.
  [
    0x40010004,
    ['killed', 'it was ended because its user logged off, the machine shut down, or a debugger let go of it'],
  ],
  [0x40010005, ['killed', 'somebody pressed Ctrl+C']],
  [0x40010008, ['killed', 'somebody pressed Ctrl+Break']],
  [0xc000013a, ['killed', 'somebody pressed Ctrl+C, or closed its window']],
]);

/** How Windows ended a program, in words; undefined if its exit code is the program's own. */
export function explainWindowsCode(exitCode: number): { readonly kind: EndKind; readonly text: string } | undefined {
  const code = exitCode >>> 0;
  const [kind, words] = CODES.get(code) ?? [];
  if (kind === undefined) return undefined;
  return { kind, text: `ended with ${code > 0xffff ? `0x${code.toString(16)}` : `exit code ${code}`}: ${words}` };
}
