import { fetchWheels } from './add-on/fetch-wheels.ts';
import { ensurePages } from './pages/ensure-pages.ts';

/** Makes what a manager serves besides its own code, unless it is there: the web pages, and what the Blender add-on brings along. */
const tell = (line: string) => void process.stderr.write(`${line} …\n`);
try {
  const problem = await fetchWheels(tell);
  if (problem) process.stderr.write(`${problem}\n`);
  await ensurePages(tell);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
