import { expect, test } from 'vitest';
import { cellAt, mapGeometry } from '#app/_features/tasks/map-geometry.ts';

test('few tasks get large cells, many get small ones, and ten thousand still fit', () => {
  expect(mapGeometry(24, 1000)).toMatchObject({ pitch: 20, height: 20 });
  expect(mapGeometry(1000, 1000).height).toBeLessThanOrEqual(150);
  expect(mapGeometry(10_000, 1000)).toMatchObject({ pitch: 4, height: 160 });
});

test('a point finds its cell, and nothing beside the cells', () => {
  const geometry = mapGeometry(120, 1000);
  expect(cellAt(geometry, 120, 0, 0)).toBe(0);
  expect(cellAt(geometry, 120, 45, 25)).toBe(52);
  expect(cellAt(geometry, 120, 999, 59)).toBeNull();
  expect(cellAt(geometry, 120, 1001, 5)).toBeNull();
});
