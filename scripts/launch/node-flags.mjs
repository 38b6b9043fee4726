/**
 * What Node is told beside the script. The manager lives long and makes much that is soon forgotten: with a smaller space for what is
 * new it takes a fifth less memory and is as quick.
 * @param {string} entry path of the script, from the project's folder
 * @returns {string[]}
 */
export function nodeFlags(entry) {
  return entry === 'server/main.ts' ? ['--max-semi-space-size=8'] : [];
}
