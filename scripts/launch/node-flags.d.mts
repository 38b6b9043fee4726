/** Node's options for the script at this path (relative to the project's folder). */
export function nodeFlags(entry: string): string[];
