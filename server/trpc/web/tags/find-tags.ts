import { z } from 'zod';
import { tagRowSchema } from '../../../contracts/web/tag-rows.ts';
import { countJobsByTag, findMemberships, findTags } from '../../../persistence/repositories/worker-tags.repository.ts';
import { procedureFor } from '../../init.ts';

export const findTagRows = procedureFor('workers.read')
  .input(z.object({}))
  .output(z.array(tagRowSchema))
  .query(async ({ ctx }) => {
    const { tables } = ctx.farm.database;
    const members = Map.groupBy(await findMemberships(tables), (membership) => membership.tag_id);
    const jobs = await countJobsByTag(tables);
    return (await findTags(tables)).map(({ id, name, description }) => ({
      id,
      name,
      description,
      worker_ids: (members.get(id) ?? []).map((membership) => membership.worker_id),
      jobs: jobs.get(id) ?? 0,
    }));
  });
