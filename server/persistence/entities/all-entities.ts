import { CORE_ENTITIES } from './core-entities.ts';

/** What the database is made of. Tables of bundled plugins are in the same migration stream (style: one stream). */
export const ENTITIES = [...CORE_ENTITIES];
