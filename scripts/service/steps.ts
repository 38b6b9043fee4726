/** One thing that is done to install, restart or remove a service. Commands are lists of words, without a shell. */
export type Step =
  | {
      readonly do: 'write';
      readonly file: string;
      readonly text: string;
      readonly encoding?: 'utf16le';
      /** It does not matter whether it can be written. */
      readonly mayFail?: boolean;
    }
  | { readonly do: 'delete'; readonly file: string }
  | {
      readonly do: 'run';
      readonly words: readonly string[];
      /** It does not matter how it ends. */
      readonly mayFail?: boolean;
      /** How often it is tried, with 2 s between. */
      readonly tries?: number;
      /** What the reader can do if it fails. */
      readonly advice?: string;
    }
  /** Waits until the command fails, since it asks for something that is to go away. Without advice, goes on anyway. */
  | { readonly do: 'wait'; readonly words: readonly string[]; readonly seconds: number; readonly advice?: string }
  /** Unless the command succeeds, the rest is left out, and the reader is told why. */
  | { readonly do: 'only-if'; readonly words: readonly string[]; readonly otherwise: string };
