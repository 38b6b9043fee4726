/** A task of the Task Scheduler, as far as an installer has to know it. */
export interface FoundTask {
  /** The account that it runs as: a security identifier, or a name. */
  readonly owner: string;
  /** Whether it runs anything in this folder. */
  names(folder: string): boolean;
}

/**
 * Reads what `schtasks /Query /XML` prints. That comes in a code page of the machine, without the characters that are
 * not in it, so all but ASCII is only known to be something.
 * @returns undefined if that is not a task
 */
export function readTask(printed: string): FoundTask | undefined {
  const xml = printed.replaceAll('\0', '');
  const [principal = ''] = /<Principal\b[\s\S]*?<\/Principal>/.exec(xml) ?? [];
  const owner = contentOf('UserId', principal) || contentOf('GroupId', principal);
  if (owner === '') return undefined;
  const paths = ['Command', 'Arguments', 'WorkingDirectory'].map((tag) => contentOf(tag, xml)).join('\n');
  return {
    owner,
    names: (folder) => new RegExp(String.raw`(?<![^\s"])${asPrinted(folder)}[\\/]`, 'i').test(paths),
  };
}

/** Whether a task is that of an account. */
export function isTaskOf({ owner }: FoundTask, { sid, account }: { sid: string; account: string }): boolean {
  if (/^S-1-/i.test(owner)) return owner.toUpperCase() === sid.toUpperCase();
  const name = account.split('\\').at(-1) ?? account;
  return new RegExp(String.raw`^(?:.*\\)?${asPrinted(name)}$`, 'i').test(owner);
}

function contentOf(tag: string, xml: string): string {
  return plain(new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '').trim();
}

const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' } as const;

function plain(xml: string): string {
  return xml.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_all, name: keyof typeof ENTITIES) => ENTITIES[name]);
}

/** A pattern of what the text is printed as. */
function asPrinted(text: string): string {
  // oxlint-disable-next-line no-control-regex -- everything but ASCII
  const runs = text.split(/[^\x00-\x7f]+/);
  return runs.map((run) => run.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('[^"<>]+?');
}
