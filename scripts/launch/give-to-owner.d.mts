/** Gives what root has made in the project's folder to the owner of that folder. */
export function giveToOwner(root: string, paths: readonly string[]): void;
