import { inspect } from 'node:util';
import { FarmError } from '#server/domain/errors.ts';
import { LaunchError } from '../launch/launch-error.mjs';
import { openDesk } from './desk.ts';
import { manageService } from './manage-service.ts';
import { parseServiceOptions, SERVICE_HELP } from './options.ts';
import { ServiceError } from './service-error.ts';

/** `npm run service -- install|remove|status|start|stop|restart`: the manager as a service of this machine. */
const say = (line: string) => void process.stdout.write(`${line}\n`);
try {
  const desk = await openDesk(process.env, say);
  const options = parseServiceOptions(process.argv.slice(2), desk.calledFrom);
  if (options === 'help') say(SERVICE_HELP.trimEnd());
  else process.exitCode = await manageService(options, desk);
} catch (error) {
  const isForPeople = [ServiceError, LaunchError, FarmError].some((kind) => error instanceof kind);
  process.stderr.write(`${isForPeople ? (error as Error).message : inspect(error)}\n`);
  process.exitCode = 1;
}
