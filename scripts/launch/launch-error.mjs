/** A problem that the person at the keyboard can do something about; shown as one line, without a stack trace. */
export class LaunchError extends Error {}
