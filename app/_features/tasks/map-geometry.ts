/** Where the cells of a frame map are. `pitch` is the distance between cells in pixels, the gap between them included. */
export interface MapGeometry {
  readonly columns: number;
  readonly pitch: number;
  readonly gap: number;
  readonly height: number;
}

const LARGEST = 20;
const SMALLEST = 4;
const HEIGHT = 150;

/** The largest cells with which `count` of them fit into the width and about 150 pixels of height. */
export function mapGeometry(count: number, width: number): MapGeometry {
  for (let pitch = LARGEST; pitch > SMALLEST; pitch -= 1) {
    const geometry = geometryFor(count, width, pitch);
    if (geometry.height <= HEIGHT) return geometry;
  }
  return geometryFor(count, width, SMALLEST);
}

/** The number of the cell at a point; null beside the cells. */
export function cellAt(geometry: MapGeometry, count: number, x: number, y: number): number | null {
  const column = Math.floor(x / geometry.pitch);
  const index = Math.floor(y / geometry.pitch) * geometry.columns + column;
  return column >= 0 && column < geometry.columns && index >= 0 && index < count ? index : null;
}

function geometryFor(count: number, width: number, pitch: number): MapGeometry {
  const columns = Math.max(1, Math.floor(width / pitch));
  return { columns, pitch, gap: pitch > 12 ? 3 : pitch > 6 ? 2 : 1, height: Math.ceil(count / columns) * pitch };
}
