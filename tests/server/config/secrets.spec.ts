import { describe, expect, it } from 'vitest';
import { hideSecrets, restoreSecrets, SECRET_PLACEHOLDER } from '#server/config/secrets.ts';

const stored = {
  database: 'postgres://farm:p@ss@db:5432/farm',
  mqtt: { client: { broker: 'tcp://user:pw@host:1883', password: 'hush', username: 'u' } },
  plugins: { notify: { api_key: 'k', tokens: ['a', 'b'], room: '#farm' } },
  variables: { token: { values: [{ platform: 'linux', value: '/opt/token' }] } },
};

describe('secrets of the configuration', () => {
  it('are not shown, also not inside addresses and lists', () => {
    const shown = hideSecrets(stored);
    expect(shown).toEqual({
      database: `postgres://farm:${SECRET_PLACEHOLDER}@db:5432/farm`,
      mqtt: {
        client: {
          broker: `tcp://user:${SECRET_PLACEHOLDER}@host:1883`,
          password: SECRET_PLACEHOLDER,
          username: 'u',
        },
      },
      plugins: {
        notify: {
          api_key: SECRET_PLACEHOLDER,
          tokens: [`${SECRET_PLACEHOLDER}1`, `${SECRET_PLACEHOLDER}2`],
          room: '#farm',
        },
      },
      variables: stored.variables,
    });
  });

  it('read as empty when there are none', () => {
    expect(hideSecrets({ password: '' })).toEqual({ password: '' });
  });

  it('come back as they are stored when what was shown is sent back', () => {
    expect(restoreSecrets(hideSecrets(stored), stored)).toEqual(stored);
  });

  it('change when another text is sent', () => {
    const sent = { mqtt: { client: { password: 'new' } }, database: 'postgres://farm:new@db/farm' };
    expect(restoreSecrets(sent, stored)).toEqual(sent);
  });

  it('of a list can each be taken out, moved, and followed by a new one', () => {
    const { tokens } = { tokens: ['first', 'second'] };
    const send = (...shown: string[]) => restoreSecrets({ tokens: shown }, { tokens });
    expect(send(`${SECRET_PLACEHOLDER}2`)).toEqual({ tokens: ['second'] });
    expect(send('new', `${SECRET_PLACEHOLDER}1`)).toEqual({ tokens: ['new', 'first'] });
    expect(send(SECRET_PLACEHOLDER, SECRET_PLACEHOLDER)).toEqual({ tokens });
  });

  it('that were one text become the first of a list, and the other way round', () => {
    expect(restoreSecrets({ secret: [SECRET_PLACEHOLDER, 'new'] }, { secret: 'old' })).toEqual({
      secret: ['old', 'new'],
    });
    expect(restoreSecrets({ secret: SECRET_PLACEHOLDER }, { secret: ['old'] })).toEqual({ secret: 'old' });
  });

  it('are left out where nothing is stored', () => {
    const sent = { database: `postgres://farm:${SECRET_PLACEHOLDER}@db/farm`, password: SECRET_PLACEHOLDER };
    expect(restoreSecrets(sent, {})).toEqual({ database: 'postgres://farm@db/farm' });
  });
});
