/** Keys of the advisory locks that managers sharing a PostgreSQL database take; no two may be the same. */
export const ADVISORY_LOCKS = {
  /** Makes event numbers follow the order of commits. */
  eventOrder: 4_610_010,
  /** Held while a job gets its number. */
  jobNumber: 4_610_011,
  /** Held while the schema changes. */
  migration: 4_610_012,
  /** Held by the manager in charge for as long as it lives. */
  charge: 4_610_013,
} as const;
