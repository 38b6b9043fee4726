/** What Node is told beside the script at this path (from the project's folder). */
export function nodeFlags(entry: string): string[];
