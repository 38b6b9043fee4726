import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';
import { layCable, type Cable } from './support/cable.ts';

let farm: TestFarm;
let cable: Cable;
let nobody = '';
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  cable = await layCable(farm.url);
  nobody = `http://127.0.0.1:${await freePort()}`;
});
afterAll(async () => {
  cable?.close();
  await farm?.stop();
});

describe.each(BLENDERS)('in $name', (blender) => {
  let reports: Reports;
  let file = '';
  beforeAll(async () => {
    const artist = await newArtist(blender);
    file = join(farm.home, 'storage', 'shot.blend');
    reports = await artist.run('pipeline.py', { manager: farm.url, other: cable.url, nobody, file });
    await artist.leave();
  });

  describe('the managers to choose from', () => {
    it('are those that have answered or were entered, each with its own token', () => {
      const first = ['Test farm', farm.url, '', false];
      expect(reports['answered']).toEqual([first]);
      expect(reports['added']).toEqual([['Night farm', cable.url, 'secret of the night', false], first]);
      expect(reports['in_use']).toEqual([cable.url, 'secret of the night']);
      expect(reports['back']).toEqual([farm.url, '']);
      expect(reports['no_address']).toContain('must begin with http:// or https://');
    });

    it('lose what was allowed to an address when they get another one', () => {
      expect(reports['trusted']).toContainEqual(['Night farm', cable.url, 'secret of the night', true]);
      expect(reports['moved']).toContainEqual(['Day farm', nobody, 'secret of the day', false]);
      expect(reports['still']).toBe(farm.url);
    });

    it('are forgotten with their token, but not the one in use', () => {
      expect(reports['not_forgotten']).toContain('Use another manager first.');
      expect(reports).toMatchObject({ forgotten: [['Test farm', farm.url, '', false]], left: [] });
    });
  });

  describe('the description of a job', () => {
    it('is exported as it is sent, with what the functions of the studio have changed', async () => {
      const { exported, sent } = reports as Record<string, Record<string, object>>;
      expect(sent).toMatchObject({
        name: 'Scene by the pipeline',
        metadata: { shot: '010' },
        settings: { chunk_size: 2, blendfile: file },
      });
      // A pipeline can hand it to the manager as it is.
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(exported);
      const answer = await fetch(new URL('/api/v3/jobs', farm.url), { method: 'POST', headers, body });
      const taken = (await answer.json()) as Record<string, object>;
      const itsOwn = { id: '', created: '', updated: '', settings: {} };
      expect({ ...taken, ...itsOwn }).toEqual({ ...sent, ...itsOwn });
      const when = { render_output_path: 'with the time of its submission' };
      expect({ ...taken['settings'], ...when }).toEqual({ ...sent?.['settings'], ...when });
    });

    it('comes with its own scene when all scenes are submitted', () => {
      expect(reports['seen']).toEqual([
        ['shot - Scene', 'Scene'],
        ['shot - Second', 'Second'],
      ]);
    });

    it('is what the functions after the submission get; what goes wrong in them is shown', () => {
      const { id } = reports['sent'] as { id: string };
      expect(reports['heard']).toEqual([[id, '010']]);
      expect(reports['wrong']).toEqual([
        expect.stringMatching(
          /“complain” \(.*pipeline.py:\d+\) failed: LookupError: no shot for Scene by the pipeline/,
        ),
      ]);
    });

    it('is not sent if a function raises an error, or makes something of it that no manager takes', () => {
      expect(reports['refused']).toMatch(/“refuse” \(.*pipeline.py:\d+\) failed: ValueError: the shot is not approved/);
      expect(reports['not_json']).toContain('“not_json”');
      expect(reports['another_type']).toContain('chose the job type “no-such-type”');
    });

    it('is changed by the same functions after the add-on was switched off and on', () => {
      expect(reports).toMatchObject({ survive: true, same: true });
    });
  });
});
