import type { ComponentType, LazyExoticComponent } from 'react';

/** The places on pages where plugins can put pieces of their own, with the properties that each piece gets. */
export interface Slots {
  /** A card on the page of a job. */
  'job-panel': { readonly jobId: string };
  /** A card on the page of a task. */
  'task-panel': { readonly taskId: string };
  /** A card on the page of a worker. */
  'worker-panel': { readonly workerId: string };
  /** Below the plugin's own entry on the plugins page, for what its settings do not say. */
  'plugin-panel': Record<never, never>;
}
export type SlotName = keyof Slots;

/** One piece of a page. Its code is fetched when it is first shown. */
export type Piece<Name extends SlotName = SlotName> = {
  [Slot in Name]: {
    readonly slot: Slot;
    /** The heading above it. */
    readonly title: string;
    /** Lower numbers come first; pieces with the same number follow the order of their plugins. */
    readonly order: number;
    readonly component: LazyExoticComponent<ComponentType<Slots[Slot]>>;
  };
}[Name];

/** What a plugin adds to the pages. It is data, so none of its code runs before it is shown. */
export interface Contributions {
  /** The plugin's id; its pieces are shown only while it runs. */
  readonly plugin: string;
  readonly pieces: readonly Piece[];
}
