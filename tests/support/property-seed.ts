import fc from 'fast-check';

/**
 * Property tests try the same cases in every run, so that a failure is due to the change and not to chance. To try
 * others: `PROPERTY_SEED=7 npm run test:unit`; a failure names the seed and the path that repeat it.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_124) });
