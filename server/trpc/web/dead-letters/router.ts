import { router } from '../../init.ts';
import { dismissDeadLetters } from './dismiss-dead-letters.ts';
import { findDeadLetters } from './find-dead-letters.ts';
import { retryDeadLetters } from './retry-dead-letters.ts';

export const deadLettersRouter = router({
  find: findDeadLetters,
  retry: retryDeadLetters,
  dismiss: dismissDeadLetters,
});
