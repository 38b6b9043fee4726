import { deadLetterIdsSchema } from '../../../contracts/dead-letter.ts';
import { changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { dismissDeadLetter } from '../../../use-cases/dismiss-dead-letter.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const dismissDeadLetters = procedureFor('dead-letters.change')
  .input(deadLetterIdsSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input }) => changeEach(ctx, input.ids, (id) => dismissDeadLetter(ctx.farm, ctx.actor, id)));
