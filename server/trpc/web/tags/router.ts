import { router } from '../../init.ts';
import { createTag } from './create-tag.ts';
import { deleteTag } from './delete-tag.ts';
import { findTagRows } from './find-tags.ts';
import { setTagOfJobs } from './set-tag-of-jobs.ts';
import { setTagsOfWorker } from './set-tags-of-worker.ts';
import { updateTag } from './update-tag.ts';

export const tagsRouter = router({
  find: findTagRows,
  create: createTag,
  update: updateTag,
  delete: deleteTag,
  setOfWorker: setTagsOfWorker,
  setOfJobs: setTagOfJobs,
});
