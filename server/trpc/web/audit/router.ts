import { router } from '../../init.ts';
import { auditActions, auditActors, findAudit } from './find-audit.ts';

export const auditRouter = router({ find: findAudit, actions: auditActions, actors: auditActors });
