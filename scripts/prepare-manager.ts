import { messageOf } from '#shared/message-of.ts';
import { fetchWheels } from './add-on/fetch-wheels.ts';
import { ensurePages } from './pages/ensure-pages.ts';

/**
 * Builds what a manager serves besides its API, unless it is there already: the web pages, and what the Blender add-on
 * includes.
 */
const tell = (line: string) => void process.stderr.write(`${line} …\n`);
try {
  const problem = await fetchWheels(tell);
  if (problem) process.stderr.write(`${problem}\n`);
  await ensurePages(tell);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
