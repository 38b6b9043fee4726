import { defineConfig } from 'vitest/config';

const SLOW = 'tests/**/*.slow.spec.{ts,tsx}';
const ADD_ON = 'tests/plugins/blender/**/*.slow.spec.ts';
const SECOND = 1000;

/**
 * Slow specs run real programs (Blender, FFmpeg, Chromium) and mostly wait for them, so two files at a time; more would
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
          testTimeout: 60 * SECOND,
          hookTimeout: 120 * SECOND,
          // By default one core is left alone, which is half of a small machine.
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: [SLOW],
          exclude: [ADD_ON],
          testTimeout: 300 * SECOND,
          hookTimeout: 120 * SECOND,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'add-on',
          include: [ADD_ON],
          testTimeout: 300 * SECOND,
          hookTimeout: 120 * SECOND,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
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
          sequence: { groupOrder: 3 },
          hookTimeout: 120 * SECOND,
        },
      },
    ],
  },
});
