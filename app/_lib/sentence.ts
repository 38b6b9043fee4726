/** The manager's messages begin in lower case and have no full stop, as they are parts of log lines as well. */
export function sentence(message: string): string {
  const [first = ''] = message;
  const text = first.toUpperCase() + message.slice(first.length);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
