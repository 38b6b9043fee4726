import type { MatrixCaller } from './callers.ts';
import { EXAMPLES, type Things } from './examples.ts';
import type { Entry } from './rules.ts';

/** How a call ended. `refused`: by the policy, or for its credentials. */
export interface Outcome {
  readonly status: number;
  readonly refused: boolean;
  readonly text: string;
}

const OF_POLICY =
  /this needs the right \\?"|this is somebody else's|worker id and secret|id and secret of a registered/;

/**
 * Calls one entry. What changes things of somebody's is called with `things` and an input that is all right; everything
 * else with one that nothing takes, so that it is refused after the policy was asked, and nothing happens.
 */
export async function callEntry(url: string, entry: Entry, caller: MatrixCaller, things: Things): Promise<Outcome> {
  const answer = await fetch(...requestOf(url, entry, caller, things));
  const text = entry.isStream ? await firstOf(answer) : await answer.text();
  // Within a batch, and in streams, each call has a status of its own.
  const own = /"httpStatus":(\d+)/.exec(text)?.[1];
  const status = own === undefined ? answer.status : Number(own);
  return { status, refused: OF_POLICY.test(text), text };
}

function requestOf(url: string, entry: Entry, caller: MatrixCaller, things: Things): [string, RequestInit] {
  const { method, door, about } = entry;
  const headers = { ...caller.headers };
  const path = entry.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    about === undefined ? 'x' : name === 'task_id' ? things.task : things.job,
  );
  if (about !== undefined) {
    const example = EXAMPLES[entry.name];
    if (!example) throw new Error(`${entry.name} changes what somebody may own: say in examples.ts what to send to it`);
    const body = example(things);
    if (body === undefined) return [url + path, { method, headers }];
    return [
      url + path,
      { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    ];
  }
  if (method === 'GET')
    return [`${url}${path}${door === 'procedure' ? '?input=0' : ''}`, { method, headers, redirect: 'manual' }];
  const type = door === 'procedure' ? 'application/json' : 'text/nonsense';
  return [url + path, { method, headers: { ...headers, 'Content-Type': type }, body: '0' }];
}

/** The beginning of a stream, which does not end by itself. */
async function firstOf(answer: Response): Promise<string> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n\n')) {
    const part = await reader?.read();
    if (!part || part.done) return text;
    text += part.value;
  }
  await reader?.cancel();
  return text;
}
