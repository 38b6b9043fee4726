import { router } from '../../init.ts';
import { farmInfo } from './farm-info.ts';

export const farmRouter = router({ info: farmInfo });
