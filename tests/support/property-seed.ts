import fc from 'fast-check';

/**
 * Property tests try the same cases in every run, so that a red run speaks of the change and not of luck. To look further:
 * `PROPERTY_SEED=7 npm run test:unit`; a failure names the seed and the path that repeat it.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_124) });
