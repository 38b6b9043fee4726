import { ensurePages } from './pages/ensure-pages.ts';

/** Builds the web pages, unless they are up to date. */
try {
  await ensurePages((line) => process.stderr.write(`${line} …\n`));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
