/** A failure of a launch that is told to people as it is. */
export class LaunchError extends Error {}
