/**
 * `crash`: a fault in the program itself, which could happen on any machine; nothing told it to end. `not-started`: the
 * system could not start it, or something that it needs.
 */
export type EndKind = 'well' | 'exit-code' | 'crash' | 'out-of-memory' | 'not-started' | 'killed';
