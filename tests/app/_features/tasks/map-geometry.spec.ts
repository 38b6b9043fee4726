import { expect, test } from 'vitest';
import { cellAt, mapGeometry } from '#app/_features/tasks/map-geometry.ts';

test('a few tasks get large cells, many get small ones, and ten thousand still fit', () => {
  expect(mapGeometry(24, 1000)).toMatchObject({ pitch: 20, height: 20 });
  expect(mapGeometry(1000, 1000).height).toBeLessThanOrEqual(150);
  expect(mapGeometry(10_000, 1000)).toMatchObject({ pitch: 4, height: 160, tasksPerCell: 1 });
});

test('on a phone, or with a hundred thousand tasks, neighbours share a cell and the map keeps its height', () => {
  const sizes = [
    [10_001, 358],
    [100_000, 1000],
    [1_000_000, 358],
  ] as const;
  for (const [count, width] of sizes) {
    const { height, cells, tasksPerCell } = mapGeometry(count, width);
    expect(height).toBeLessThanOrEqual(240);
    expect(cells * tasksPerCell).toBeGreaterThanOrEqual(count);
    expect((cells - 1) * tasksPerCell).toBeLessThan(count);
  }
  expect(mapGeometry(10_001, 358).tasksPerCell).toBe(2);
});

test('a point finds its cell, or nothing outside the cells', () => {
  const geometry = mapGeometry(120, 1000);
  expect(cellAt(geometry, 0, 0)).toBe(0);
  expect(cellAt(geometry, 45, 25)).toBe(52);
  expect(cellAt(geometry, 999, 59)).toBeNull();
  expect(cellAt(geometry, 1001, 5)).toBeNull();
});
