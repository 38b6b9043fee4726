import { runDemo } from './run-demo.ts';
import { openScreen } from './screen.ts';
import { interruption } from './interruption.ts';

/** `npm run demo`: renders a small animation through a farm of its own, from nothing to a video. */
process.exitCode = await runDemo(openScreen(process.stdout), interruption());
