/** What is known of a person who may own jobs. */
export interface Owner {
  readonly id: string;
  readonly display_name: string;
}

/**
 * What to call the owner of a job. @param people everybody with an account; undefined while they are being fetched
 */
export function ownerName(ownerId: string | null, people: readonly Owner[] | undefined): string {
  if (ownerId === null) return 'nobody';
  if (!people) return '…';
  return people.find(({ id }) => id === ownerId)?.display_name ?? 'somebody who left';
}
