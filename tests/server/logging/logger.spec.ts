import { describe, expect, it } from 'vitest';
import { createLogger, type LogLevel } from '#server/logging/logger.ts';

function recorded(options: { terminal?: boolean; level?: LogLevel; secrets?: () => string[] } = {}) {
  const lines: string[] = [];
  const logger = createLogger({
    level: options.level ?? 'info',
    terminal: options.terminal ?? false,
    secrets: options.secrets,
    write: (line) => lines.push(line),
  });
  return { lines, logger };
}

describe('the log of the manager', () => {
  it('is one JSON line per message, with the level by name, the time and the ids of the child logger', () => {
    const { lines, logger } = recorded();
    logger.child({ jobId: 'j1' }).info({ from: 'queued', to: 'active' }, 'changed job status');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      jobId: 'j1',
      from: 'queued',
      to: 'active',
      msg: 'changed job status',
    });
  });

  it('leaves out what is below its level', () => {
    const { lines, logger } = recorded({ level: 'warn' });
    logger.info('started');
    logger.warn('noticed');
    expect(lines).toHaveLength(1);
  });

  it('cuts long fields off, since anybody may send a name of megabytes', () => {
    const { lines, logger } = recorded();
    logger.child({ workerName: 'N'.repeat(1_000_000) }).info({ deep: { path: 'N'.repeat(1_000_000) } }, 'registered');
    expect(lines[0]?.length).toBeLessThan(4_200);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ workerName: expect.stringMatching(/^N{1999}…$/) });
  });

  it('hides secrets at any depth, in child loggers and in addresses', () => {
    const { lines, logger } = recorded();
    logger.child({ workerSecret: 'abc' }).info(
      {
        request: { headers: { Authorization: 'Basic abc', accept: '*/*' } },
        mqtt: [{ password: 'abc' }],
        database: 'postgres://farm:abc@db.example/farm',
      },
      'asked',
    );
    expect(lines[0]).not.toContain('abc');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      request: { headers: { accept: '*/*' } },
      database: 'postgres://farm:[hidden]@db.example/farm',
    });
  });

  it('hides a password in an address up to its last @', () => {
    const { lines, logger } = recorded();
    logger.info({ database: 'postgres://farm:ab@c@d@db.example:5432/farm', mail: 'td@studio.example' }, 'opened');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      database: 'postgres://farm:[hidden]@db.example:5432/farm',
      mail: 'td@studio.example',
    });
  });

  it.each([false, true])('hides configured secrets wherever they turn up (in a terminal: %s)', (terminal) => {
    const configured = ['https://chat.example/hooks/0815', 'with "quotes" in it', 'quotes'];
    const { lines, logger } = recorded({ terminal, secrets: () => configured });
    logger
      .child({ url: configured[0] })
      .warn({ err: new Error(`POST ${configured[0]} failed`) }, `tried ${configured[1]}`);
    logger.warn({ said: [configured] }, 'told');
    expect(lines.join('')).not.toMatch(/hooks|with \\*"|in it/);
    expect(lines.join('').match(/\[hidden\]/g)?.length).toBeGreaterThan(4);
    // Hiding a short word everywhere would give it away.
    expect(lines[1]).toContain('quotes');
    configured[0] = 'of-no-importance';
    logger.warn('hooks of https://chat.example/hooks/0815');
    expect(lines[2]).toContain('https://chat.example/hooks/0815');
  });

  it('keeps the message and the stack of an error', () => {
    const { lines, logger } = recorded();
    logger.error({ err: new Error('disk is full') }, 'failed to write');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: { type: 'Error', message: 'disk is full', stack: expect.stringContaining('logger.spec') },
    });
  });

  it('consists of short lines in a terminal, with the stack of an error below', () => {
    const { lines, logger } = recorded({ terminal: true });
    logger.info({ jobId: 'j1', name: 'my job' }, 'submitted job');
    logger.error({ err: new Error('disk is full') }, 'failed to write');
    // oxlint-disable-next-line no-control-regex -- terminal colours
    const plain = lines.map((line) => line.replace(/\u001b\[\d+m/g, ''));
    expect(plain[0]).toMatch(/^\d\d:\d\d:\d\d info {2}submitted job jobId=j1 name="my job"\n$/);
    expect(plain[1]).toMatch(/^\d\d:\d\d:\d\d error failed to write\n {4}Error: disk is full\n/);
  });
});
