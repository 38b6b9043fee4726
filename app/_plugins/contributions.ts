import type { ComponentType, LazyExoticComponent } from 'react';

/** The places on pages where plugins put pieces of their own, with what each piece is told. */
export interface Slots {
  /** A card on the page of a job. */
  'job-panel': { readonly jobId: string };
  /** A card on the page of a task. */
  'task-panel': { readonly taskId: string };
  /** A card on the page of a worker. */
  'worker-panel': { readonly workerId: string };
  /** Below the plugin's own entry on the page about plugins: what its settings do not say. */
  'plugin-panel': Record<never, never>;
}
export type SlotName = keyof Slots;

/** One piece of a page. Its code is fetched when it is first shown. */
export type Piece<Name extends SlotName = SlotName> = {
  [Slot in Name]: {
    readonly slot: Slot;
    /** Heading above it. */
    readonly title: string;
    /** Lower ones come first; those of one number in the order of their plugins. */
    readonly order: number;
    readonly component: LazyExoticComponent<ComponentType<Slots[Slot]>>;
  };
}[Name];

/** What a plugin adds to the pages: data, so that nothing of it runs before it is shown. */
export interface Contributions {
  /** The plugin's id: its pieces are shown while it runs. */
  readonly plugin: string;
  readonly pieces: readonly Piece[];
}
