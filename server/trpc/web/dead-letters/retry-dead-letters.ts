import { deadLetterIdsSchema } from '../../../contracts/dead-letter.ts';
import { changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { retryDeadLetter } from '../../../use-cases/retry-dead-letter.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const retryDeadLetters = procedureFor('dead-letters.change')
  .input(deadLetterIdsSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input }) => changeEach(ctx, input.ids, (id) => retryDeadLetter(ctx.farm, ctx.actor, id)));
