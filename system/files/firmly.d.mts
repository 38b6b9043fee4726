/** How firm to be about a file. */
export interface Firmness {
  /** How long to wait for whoever holds it, in milliseconds; {@link FILE_PATIENCE} unless given. */
  readonly patience?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** Asked before each pause: whether trying again is pointless by now. */
  readonly unless?: () => Promise<boolean>;
  /** Called once, before the first pause. */
  readonly onHeld?: (error: NodeJS.ErrnoException) => Promise<void> | void;
  readonly platform?: NodeJS.Platform;
  readonly wait?: (milliseconds: number, value: undefined, options: { signal?: AbortSignal }) => Promise<void>;
}

export interface RenameOptions extends Firmness {
  readonly rename?: (from: string, to: string) => Promise<void>;
}

/**
 * Renames a file or folder, and is patient with programs that hold it for a moment.
 * @throws the system's error once patience has run out, or at once if waiting cannot help; the reason of `signal`
 */
export function renameFirmly(from: string, to: string, options?: RenameOptions): Promise<void>;

/** Does anything with a file or folder, with the same patience. @throws as {@link renameFirmly} does */
export function doFirmly<T>(path: string, attempt: () => Promise<T>, firmness?: Firmness): Promise<T>;

export interface RemoveOptions extends Firmness {
  /** Whether it is an error (ENOENT) if it is not there. */
  readonly mustExist?: boolean;
  readonly remove?: (path: string) => Promise<void>;
}

/**
 * Deletes a file or a folder with everything in it, with the same patience. What is not there is fine, unless
 * `mustExist`.
 * @throws as {@link renameFirmly} does
 */
export function removeFirmly(path: string, options?: RemoveOptions): Promise<void>;
