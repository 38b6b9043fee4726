/** What a colour says. Each has text and bar colours in both themes, see tokens.css. */
export const TONES = ['done', 'run', 'wait', 'fail', 'warn', 'hold', 'off', 'busy'] as const;
export type Tone = (typeof TONES)[number];

/** How a status looks: never by colour alone. */
export interface Look {
  readonly label: string;
  readonly tone: Tone;
  readonly icon: React.ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>;
}
