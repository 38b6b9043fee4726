import { defineConfig } from 'vitest/config';

const SLOW = 'tests/**/*.slow.spec.{ts,tsx}';
const SECOND = 1000;

/**
 * Slow specs run real programs (Blender, FFmpeg, Chromium) and do so one file after the other, so that they do not
 * starve each other.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    retry: 0,
    passWithNoTests: false,
    setupFiles: ['tests/support/property-seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.spec.{ts,tsx}'],
          exclude: [SLOW],
          testTimeout: 20 * SECOND,
          hookTimeout: 60 * SECOND,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: [SLOW],
          testTimeout: 300 * SECOND,
          hookTimeout: 120 * SECOND,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'hostile',
          include: ['tests/hostile/*.slow.spec.ts'],
          env: { HOSTILE: 'all' },
          fileParallelism: false,
          testTimeout: 3600 * SECOND,
          hookTimeout: 120 * SECOND,
        },
      },
    ],
  },
});
