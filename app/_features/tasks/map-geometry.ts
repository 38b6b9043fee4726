/**
 * Where the cells of a frame map are. `pitch` is the distance from one cell to the next in pixels, gap included.
 */
export interface MapGeometry {
  readonly columns: number;
  readonly pitch: number;
  readonly gap: number;
  readonly height: number;
  /** How many tasks share a cell: one, until there are more tasks than the smallest cells have room for. */
  readonly tasksPerCell: number;
  readonly cells: number;
}

const LARGEST = 20;
const SMALLEST = 4;
const HEIGHT = 150;
const LARGEST_HEIGHT = 240;

/**
 * The largest cells of which `count` fit into the width and about 150 pixels of height. The smallest may take 240
 * pixels of height; if even that is not enough, neighbours share a cell.
 */
export function mapGeometry(count: number, width: number): MapGeometry {
  for (let pitch = LARGEST; pitch > SMALLEST; pitch -= 1) {
    const geometry = geometryFor(count, width, pitch, 1);
    if (geometry.height <= HEIGHT) return geometry;
  }
  const room = columnsFor(width, SMALLEST) * (LARGEST_HEIGHT / SMALLEST);
  return geometryFor(count, width, SMALLEST, Math.max(1, Math.ceil(count / room)));
}

/** The number of the cell at a point; null outside the cells. */
export function cellAt(geometry: MapGeometry, x: number, y: number): number | null {
  const column = Math.floor(x / geometry.pitch);
  const cell = Math.floor(y / geometry.pitch) * geometry.columns + column;
  return column >= 0 && column < geometry.columns && cell >= 0 && cell < geometry.cells ? cell : null;
}

function geometryFor(count: number, width: number, pitch: number, tasksPerCell: number): MapGeometry {
  const columns = columnsFor(width, pitch);
  const cells = Math.ceil(count / tasksPerCell);
  const gap = pitch > 12 ? 3 : pitch > 6 ? 2 : 1;
  return { columns, pitch, gap, height: Math.ceil(cells / columns) * pitch, tasksPerCell, cells };
}

function columnsFor(width: number, pitch: number): number {
  return Math.max(1, Math.floor(width / pitch));
}
