/** What a colour means. Each tone has text and bar colours in both themes, see tokens.css. */
export const TONES = ['done', 'run', 'wait', 'fail', 'warn', 'hold', 'off', 'busy'] as const;
export type Tone = (typeof TONES)[number];

/** How a status looks. Colour is never its only sign. */
export interface Look {
  readonly label: string;
  readonly tone: Tone;
  readonly icon: React.ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>;
}
