/**
 * Runs the work while no other process does work under the same lock file. A lock whose owner has died is taken over.
 */
export function oneAtATime<T>(lock: string, work: () => Promise<T>): Promise<T>;
