import type { IncomingMessage, ServerResponse } from 'node:http';

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/** Remembers that the client waits for a word before it sends the body. */
export function rememberExpectation(request: IncomingMessage, response: ServerResponse): void {
  waiting.set(request, response);
}

/** Gives that word, now that somebody wants the body. */
export function askForBody(request: IncomingMessage): void {
  const response = waiting.get(request);
  if (!response) return;
  waiting.delete(request);
  if (!response.headersSent) response.writeContinue();
}

/** Whether the client has not been asked for its body. It may or may not send it, now that there is an answer. */
export function wasNotAsked(request: IncomingMessage): boolean {
  return waiting.has(request);
}
