import { randomUUID } from 'node:crypto';
import type { Actor } from '#server/contracts/actor.ts';
import { MANAGER } from '#server/contracts/actor.ts';
import type { AuditEntry } from '#server/contracts/audit.ts';
import { findAuditEntries } from '#server/persistence/repositories/audit-log.repository.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import { seedJob, seedWorker } from '../../trpc/web/support/seed.ts';
import { cookieOf, PASSWORD } from '../matrix/callers.ts';
import { ENTRIES } from '../matrix/rules.ts';

/** What is sent to a procedure. */
export interface Sending {
  /** The input of a procedure of the pages, or the body of an operation. */
  readonly input?: unknown;
  /** Of the operation's path. */
  readonly params?: Readonly<Record<string, string>>;
  /** Who sends it; the admin unless given. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** How it was answered. */
export interface Sent {
  readonly status: number;
  readonly text: string;
  /** What a procedure of the pages answered. */
  readonly data: unknown;
  /** As a browser sends it the next time. */
  readonly cookie: string;
  /** What the audit log has got since it was sent. */
  readonly entries: readonly AuditEntry[];
}

/** Somebody who is signed in. */
export interface Someone {
  readonly id: string;
  readonly name: string;
  readonly headers: { readonly Cookie: string };
}

/** A procedure that changes something, and a call of it that does. */
export interface AuditedCall {
  /** The action of the entry. */
  readonly as: string;
  /** Who made the change; the admin unless given. */
  readonly by?: Partial<Actor>;
  /** Prepares what it takes, and then sends it: `send` is the call that is looked at. */
  readonly call: (scene: Scene, send: (sending: Sending) => Promise<Sent>) => Promise<Sent>;
}

/** A manager with accounts, an admin who is signed in, and secrets that must never be seen. */
export class Scene {
  readonly manager: TestManager;
  readonly admin: Someone;
  /** Whatever came up that nobody may see later. */
  readonly secrets = new Set<string>([PASSWORD]);
  #count = 0;

  constructor(manager: TestManager, admin: Someone) {
    this.manager = manager;
    this.admin = admin;
  }

  static async of(manager: TestManager): Promise<Scene> {
    await createPerson(manager.farm, MANAGER, { name: 'root', role: 'admin' }, { password: PASSWORD });
    const { id } = await createPerson(manager.farm, MANAGER, { name: 'ada', role: 'admin' }, { password: PASSWORD });
    return new Scene(manager, { id, name: 'ada', headers: { Cookie: await cookieOf(manager, 'ada') } });
  }

  /** A name that nothing has yet. */
  name(what: string): string {
    return `${what}-${(this.#count += 1)}`;
  }

  /** Notes a secret, and passes it on. */
  secret(text: string): string {
    this.secrets.add(text);
    return text;
  }

  /** An artist who has signed in. */
  async someone(): Promise<Someone> {
    const { id, name } = await this.person();
    return { id, name, headers: { Cookie: await cookieOf(this.manager, name) } };
  }

  /** An artist with a password. */
  async person(): Promise<{ readonly id: string; readonly name: string }> {
    const wanted = { name: this.name('artist'), role: 'artist' } as const;
    return createPerson(this.manager.farm, MANAGER, wanted, { password: PASSWORD });
  }

  /** A paused job with a paused task. */
  async job(more: object = {}): Promise<{ readonly id: string; readonly task: string }> {
    const paused = { status: 'paused', tasks: [{ status: 'paused' }], owner_id: this.admin.id } as const;
    const { job, tasks } = await seedJob(this.manager.farm.database, { ...paused, ...more });
    return { id: job.id, task: tasks[0]?.id ?? '' };
  }

  async worker(more: object = {}): Promise<string> {
    return (await seedWorker(this.manager.farm.database, { name: this.name('node'), ...more })).id;
  }

  /** Calls a procedure of either door. */
  async send(procedure: string, { input, params = {}, headers = this.admin.headers }: Sending): Promise<Sent> {
    const entry = ENTRIES.find(({ name }) => name === procedure);
    if (!entry) throw new Error(`there is no procedure ${procedure}`);
    const [last] = await this.entries(1);
    const path = entry.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? randomUUID());
    const isV3 = entry.door === 'operation';
    const hasNone = entry.method === 'GET' || (isV3 && input === undefined);
    const body = hasNone ? {} : { body: JSON.stringify(input ?? null) };
    const answer = await fetch(this.manager.url + path, {
      method: entry.method,
      headers: { ...headers, ...('body' in body ? { 'Content-Type': 'application/json' } : {}) },
      ...body,
    });
    const text = await answer.text();
    const entries = (await this.entries(200)).filter(({ id }) => id > (last?.id ?? 0));
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const isJson = text.startsWith('{');
    const data = isJson ? (JSON.parse(text) as { result?: { data: unknown } }).result?.data : undefined;
    return { status: answer.status, text, data, cookie, entries };
  }

  entries(limit: number): Promise<AuditEntry[]> {
    return findAuditEntries(this.manager.farm.database, { search: '', limit });
  }
}
