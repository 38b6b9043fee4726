import { runDemo } from './run-demo.ts';
import { openScreen } from './screen.ts';
import { interruption } from './interruption.ts';

/** `npm run demo`: renders a small animation on its own farm, from nothing to a finished video. */
process.exitCode = await runDemo(openScreen(process.stdout), interruption());
