import type { ManagerService, Scope } from './manager-service.ts';
import type { Step } from './steps.ts';

/** Which service, of those that a system has. */
export interface Place {
  readonly name: string;
  readonly scope: Scope;
}

/** What a service does now. */
export interface ServiceStatus {
  readonly running: boolean;
  /** More for people, such as the process and how it last ended; may be empty. */
  readonly detail: string;
}

/** How a system starts programs by itself. What is to be done is data, so that it can be shown before it is done. */
export interface ServiceSystem {
  /** Where the description of an installed service is to be found: in a file, or in what a command prints. */
  where(place: Place): { readonly file: string } | { readonly words: readonly string[] };
  /** The scope of the service that a description is of, which was found where those of the given scope are. */
  scopeIn(description: string, found: Scope): Scope;
  /**
   * Writes the description and starts the service, in place of one that runs.
   * @param replaced the one that is there; without a home, somebody else made it
   */
  install(service: ManagerService, replaced?: { readonly home?: string }): readonly Step[];
  /** Starts what is installed; one that runs may be left alone. */
  start(place: Place, home: string): readonly Step[];
  /** Ends the manager in order; until the next start of the machine or log-in. */
  stop(place: Place, home: string): readonly Step[];
  restart(place: Place, home: string): readonly Step[];
  remove(place: Place, home: string): readonly Step[];
  /** A command that tells what the service does; and what its output means. */
  status(place: Place): readonly string[];
  readStatus(said: string): ServiceStatus;
  /** How people read the log. */
  logHint(place: Place, home: string): string;
}
