import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { StayAwake } from '#worker/stay-awake/stay-awake.ts';
import { type KeeperEnd, startKeeper } from '#worker/stay-awake/start-keeper.ts';
import { until } from '../support/processes.ts';

const command = (program: string) => ({ program, args: [], endsWithInput: true });

/** Something that keeps the machine awake as far as it can tell; `broken` programs end at once. */
function aMachine({
  programs = ['first', 'second'],
  broken = [] as string[],
  missing = [] as string[],
  linger = 0,
} = {}) {
  const log: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) });
  const said: string[] = [];
  const awake = new StayAwake({
    commands: programs.map(command),
    logger,
    lingerMilliseconds: linger,
    start: ({ program }) => {
      said.push(`start ${program}`);
      const ended = Promise.withResolvers<KeeperEnd>();
      if (broken.includes(program)) ended.resolve({ reason: 'access denied', isMissing: false });
      if (missing.includes(program)) ended.resolve({ reason: 'no such program', isMissing: true });
      return { ended: ended.promise, end: () => void said.push(`end ${program}`) };
    },
  });
  return { awake, said, log };
}

describe('a machine that renders', () => {
  it('is kept awake once for all that hold it, and let go when the last one is done', async () => {
    const { awake, said } = aMachine();
    const [first, second] = [awake.hold(), awake.hold()];
    first();
    first();
    expect(said).toEqual(['start first']);
    second();
    await until(() => said.includes('end first'), 'the machine may sleep');
  });

  it('is not let go between two tasks', () => {
    const { awake, said } = aMachine({ linger: 60_000 });
    awake.hold()();
    awake.hold()();
    expect(said).toEqual(['start first']);
    awake.close();
    expect(said).toEqual(['start first', 'end first']);
  });

  it('tries the next way if one does not work', async () => {
    const { awake, said, log } = aMachine({ broken: ['first'] });
    awake.hold();
    await until(() => said.includes('start second'), 'the second one is tried');
    expect(log).toEqual([]);
  });

  it('does not try a program that is not there once more in another way', async () => {
    const { awake, said, log } = aMachine({ programs: ['first', 'first'], missing: ['first'] });
    awake.hold();
    await until(() => log.length > 0, 'it is logged');
    expect(said).toEqual(['start first']);
  });

  it('says once that nothing works, with the reason, and goes on', async () => {
    const { awake, said, log } = aMachine({ broken: ['first', 'second'] });
    const done = awake.hold();
    await until(() => log.length > 0, 'it is logged');
    done();
    awake.hold()();
    expect(said).toEqual(['start first', 'start second']);
    expect(log).toHaveLength(1);
    expect(JSON.parse(log[0] ?? '')).toMatchObject({
      program: 'second',
      reason: 'access denied',
      msg: 'nothing keeps this machine awake while it renders',
    });
  });
});

describe('a program that keeps the machine awake', () => {
  it('ends when it is told to', async () => {
    const keeper = startKeeper({ program: 'cat', args: [], endsWithInput: true });
    keeper.end();
    expect((await keeper.ended).reason).toMatch(/^it ended with (SIGTERM|exit code 0)$/);
  });

  it('gives its own words as the reason why it ended by itself', async () => {
    const { ended } = startKeeper({
      program: 'sh',
      args: ['-c', 'echo not authorised >&2; exit 1'],
      endsWithInput: true,
    });
    expect(await ended).toEqual({ reason: 'not authorised', isMissing: false });
  });

  it('that is not there is no more than a reason', async () => {
    const { ended } = startKeeper({ program: 'no-such-program-anywhere', args: [], endsWithInput: false });
    expect(await ended).toMatchObject({ reason: expect.stringContaining('ENOENT') as string, isMissing: true });
  });
});
