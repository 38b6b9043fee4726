/** Reads a stream of server-sent events; each call of the returned function waits for the next event with an id. */
export function readServerEvents(answer: Response): () => Promise<{ id: string; data: unknown }> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return async () => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end === -1) {
        const part = await reader?.read();
        if (!part || part.done) throw new Error('the stream ended');
        text += part.value;
        continue;
      }
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      text = text.slice(end + 2);
      const id = fields.get('id');
      if (id !== undefined) return { id, data: JSON.parse(fields.get('data') ?? 'null') };
    }
  };
}
