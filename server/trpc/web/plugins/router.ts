import { router } from '../../init.ts';
import { findPlugins } from './find-plugins.ts';

export const pluginsRouter = router({ find: findPlugins });
