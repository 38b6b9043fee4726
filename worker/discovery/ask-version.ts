import { get, type IncomingMessage } from 'node:http';
import { get as getByTls } from 'node:https';
import { type FlamencoVersion, versionSchema } from '#server/contracts/farm.ts';

const ANSWER_WITHIN_MS = 5_000;
const LONGEST_ANSWER = 65_536;

/**
 * What the manager at this address says about itself; undefined if nothing answers there, or what answers is not a
 * manager. Anybody on the network may be asked, so the answer is taken only as it is: `fetch` would unpack it with
 * whatever weaknesses this Node's unpackers have.
 */
export async function askVersion(managerUrl: string, signal: AbortSignal): Promise<FlamencoVersion | undefined> {
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const answer = await asked(new URL('/api/v3/version', managerUrl), patience);
    if (answer.statusCode !== 200) return void answer.destroy();
    return versionSchema.safeParse(JSON.parse(await bodyOf(answer))).data;
  } catch {
    return undefined;
  }
}

function asked(address: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const ask = address.protocol === 'https:' ? getByTls : get;
  return new Promise((resolve, reject) => {
    ask(address, { agent: false, signal }, resolve).once('error', reject);
  });
}

/** @throws when it is longer than any that a manager gives */
async function bodyOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > LONGEST_ANSWER) throw new Error('the answer is too long');
  }
  return Buffer.concat(parts).toString('utf8');
}
