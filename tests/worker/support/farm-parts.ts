import path from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { COMMANDS } from '#worker/commands/registry.ts';
import { ManagerClient } from '#worker/manager-client.ts';
import { ManagerConnection } from '#worker/manager-connection.ts';
import { OutputUpload } from '#worker/output-upload.ts';
import { StatusWish } from '#worker/status-wish.ts';
import { UnsentUpdates } from '#worker/unsent-updates.ts';
import { UpdateSender } from '#worker/update-sender.ts';
import { FAST } from './fast-timing.ts';
import { ScriptedManager } from './scripted-manager.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A scripted manager and all parts of a worker that talk to it, in a temporary folder. */
export async function farmParts() {
  const manager = await ScriptedManager.start();
  onTestFinished(async () => await manager.close());
  const home = await temporaryFolder();
  const unsentFile = path.join(home, 'unsent.jsonl');
  const logger = pino({ level: 'silent' });
  const connection = new ManagerConnection(manager.url, '1.2.3');
  const client = new ManagerClient(connection, FAST);
  const unsent = await UnsentUpdates.open(unsentFile);
  const sender = new UpdateSender(client, unsent, FAST, logger);
  const stop = new AbortController();
  return {
    manager,
    home,
    unsentFile,
    unsent,
    connection,
    address: { url: manager.url, isNamed: true },
    client,
    sender,
    stop,
    logger,
    timing: FAST,
    uploads: new OutputUpload(client, FAST, logger, stop.signal),
    commands: COMMANDS,
    environment: process.env,
    once: false,
    wish: new StatusWish(),
  };
}
