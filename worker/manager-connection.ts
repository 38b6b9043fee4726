import { CREDENTIALS_HEADER, REGISTRATION_SECRET_HEADER } from '#server/contracts/worker.ts';
import { connectHint, NO_ANSWER } from './network-hints.ts';

/** Proof that we are the worker we claim to be. */
export interface Credentials {
  readonly workerId: string;
  readonly secret: string;
}

/** There was no HTTP answer: the manager is off, the network is down, or it took too long. */
export interface Unreachable {
  readonly kind: 'unreachable';
  readonly reason: string;
  /** What people do not think of, as a sentence; undefined if there is nothing. */
  readonly hint?: string | undefined;
}
/** What goes out with requests beside the worker's identity. */
export interface Introduction {
  /** Lets this worker into the farm without anyone's approval. */
  readonly registrationSecret?: string | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** Parsed JSON; undefined if there was none. */
  readonly body: unknown;
  /** When the manager answered, by its own clock: the `Date` header. */
  readonly date?: string | undefined;
  /** Where the answer leads instead, without its query; the worker does not follow. */
  readonly redirectsTo?: string | undefined;
  /** What the manager says of our credentials: one of `CredentialsNews`, or something that we do not know. */
  readonly credentialsNews?: string | undefined;
  /** Whether it is a web page, which no manager answers to a worker. */
  readonly isPage?: boolean;
}

export interface ManagerRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v3`, with a leading slash. */
  readonly path: string;
  readonly json?: unknown;
  readonly file?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string };
  /** Whether to keep to ourselves which worker we are. */
  readonly isAnonymous?: boolean;
  /** Whether to send along the secret that lets workers into the farm. */
  readonly withRegistrationSecret?: boolean;
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** HTTP to one manager. Whatever the network or the manager does is in the answer; nothing is thrown for it. */
export class ManagerConnection {
  readonly #api: string;
  readonly #userAgent: string;
  readonly #introduction: Introduction;
  #authorization: string | undefined;
  /** Requests that are not answered yet, with the identity that each was sent under. */
  readonly #unanswered = new Map<Promise<unknown>, string | undefined>();
  #hear: (credentialsNews: string) => void = () => {};

  /** @param managerUrl as made by `normaliseManagerUrl`. */
  constructor(managerUrl: string, version: string, introduction: Introduction = {}) {
    this.#api = `${managerUrl}/api/v3`;
    this.#introduction = introduction;
    this.#userAgent = `FlamencoNG-Worker/${version}`;
  }

  /** Makes all later requests under this identity. */
  identify(credentials: Credentials): void {
    this.#authorization = `Basic ${Buffer.from(`${credentials.workerId}:${credentials.secret}`).toString('base64')}`;
  }

  /** Has `listener` called with whatever the manager says of our credentials, as often as it says it. */
  onCredentialsNews(listener: (news: string) => void): void {
    this.#hear = listener;
  }

  /** Resolves when no request waits for its answer that was sent under an earlier identity. */
  async othersAreAnswered(): Promise<void> {
    const now = this.#authorization;
    await Promise.all([...this.#unanswered].flatMap(([answer, sentAs]) => (sentAs === now ? [] : [answer])));
  }

  async request(request: ManagerRequest): Promise<Answered | Unreachable> {
    const sending = this.#send(request);
    this.#unanswered.set(sending, this.#authorization);
    const answer = await sending.finally(() => this.#unanswered.delete(sending));
    if (answer.kind === 'answered' && answer.credentialsNews !== undefined) this.#hear(answer.credentialsNews);
    return answer;
  }

  async #send(request: ManagerRequest): Promise<Answered | Unreachable> {
    const timeout = AbortSignal.timeout(request.timeoutMilliseconds);
    try {
      const response = await fetch(this.#api + request.path, {
        method: request.method,
        headers: this.#headers(request),
        body: request.file?.bytes ?? (request.json === undefined ? null : JSON.stringify(request.json)),
        // Whoever it leads to must get neither the worker's identity nor the headers for the gateway.
        redirect: 'manual',
        signal: request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]),
      });
      const date = response.headers.get('date') ?? undefined;
      const body = parseJson(await response.text());
      const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '');
      const credentialsNews = response.headers.get(CREDENTIALS_HEADER) ?? undefined;
      const { status } = response;
      return { kind: 'answered', status, body, date, redirectsTo: redirectOf(response), isPage, credentialsNews };
    } catch (error) {
      const code = timeout.aborted ? NO_ANSWER : codeOf(error);
      const hint = connectHint(process.platform, code, this.#api);
      return { kind: 'unreachable', reason: explain(error, timeout.aborted), hint };
    }
  }

  #headers(request: ManagerRequest): Record<string, string> {
    const { registrationSecret, headers: more } = this.#introduction;
    const headers: Record<string, string> = { ...more, 'user-agent': this.#userAgent, accept: 'application/json' };
    if (this.#authorization !== undefined && request.isAnonymous !== true)
      headers['authorization'] = this.#authorization;
    if (request.withRegistrationSecret === true && registrationSecret !== undefined)
      headers[REGISTRATION_SECRET_HEADER] = registrationSecret;
    if (request.json !== undefined) headers['content-type'] = 'application/json';
    if (request.file !== undefined) headers['content-type'] = request.file.contentType;
    return headers;
  }
}

/** A query may hold what a log must not. */
function redirectOf({ status, headers, url }: Response): string | undefined {
  const location = headers.get('location');
  if (status < 300 || status > 399 || location === null || !URL.canParse(location, url)) return undefined;
  const { origin, pathname } = new URL(location, url);
  return origin + pathname;
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}

/** `fetch` hides the reason in `cause`. */
function explain(error: unknown, timedOut: boolean): string {
  if (timedOut) return 'no answer in time';
  if (!(error instanceof Error)) return String(error);
  if (!(error.cause instanceof Error)) return error.message;
  const code = 'code' in error.cause ? String(error.cause.code) : '';
  return error.cause.message || code || error.message;
}
