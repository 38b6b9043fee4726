import type { TaskStatus } from '#server/contracts/task.ts';
import { type StatusMap, statusOfLetter } from '../../_lib/patch-tasks.ts';
import { mapCell } from './map-cell.ts';
import type { MapGeometry } from './map-geometry.ts';
import { TASK_LOOKS, TASK_STATUS_ORDER } from './task-status.ts';

interface Drawing {
  readonly map: StatusMap;
  readonly geometry: MapGeometry;
  readonly width: number;
  /** Statuses that stand out; empty = all. */
  readonly chosen: readonly TaskStatus[];
  /** The cell under the pointer or the keyboard. */
  readonly marked: number | null;
}

/** Draws a job's frame map. Cells that are large enough carry a sign as well as a colour. */
export function drawMap(canvas: HTMLCanvasElement, { map, geometry, width, chosen, marked }: Drawing): void {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(geometry.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const colours = new Map(
    TASK_STATUS_ORDER.map((status) => [status, style.getPropertyValue(`--${TASK_LOOKS[status].tone}-bar`)]),
  );
  const { columns, pitch, gap, tasksPerCell } = geometry;
  const size = pitch - gap;
  for (let cell = 0; cell < geometry.cells; cell += 1) {
    const status =
      tasksPerCell === 1
        ? statusOfLetter(map.letters[cell] ?? '')
        : mapCell(map.letters, cell, tasksPerCell, chosen)?.status;
    if (!status) continue;
    const x = (cell % columns) * pitch;
    const y = Math.floor(cell / columns) * pitch;
    context.globalAlpha = chosen.length === 0 || chosen.includes(status) ? 1 : 0.16;
    context.fillStyle = colours.get(status) ?? '#888';
    context.beginPath();
    context.roundRect(x, y, size, size, size > 6 ? Math.min(3, size / 4) : 0);
    context.fill();
    if (size >= 9) drawSign(context, status, x, y, size);
  }
  if (marked === null) return;
  context.globalAlpha = 1;
  context.strokeStyle = style.getPropertyValue('--text');
  context.lineWidth = 1.5;
  context.strokeRect((marked % columns) * pitch - 1, Math.floor(marked / columns) * pitch - 1, size + 2, size + 2);
}

function drawSign(context: CanvasRenderingContext2D, status: TaskStatus, x: number, y: number, size: number): void {
  const inner = size * 0.32;
  const [left, right, top, bottom] = [x + inner, x + size - inner, y + inner, y + size - inner];
  context.strokeStyle = 'rgb(255 255 255 / 90%)';
  context.lineWidth = 1.4;
  context.beginPath();
  if (status === 'failed') {
    context.moveTo(left, top);
    context.lineTo(right, bottom);
    context.moveTo(right, top);
    context.lineTo(left, bottom);
  } else if (status === 'soft-failed') {
    context.moveTo(x + size / 2, top - 1);
    context.lineTo(x + size / 2, bottom + 1);
  } else if (status === 'canceled') {
    context.moveTo(left, bottom);
    context.lineTo(right, top);
  } else if (status === 'paused') {
    context.moveTo(left, top);
    context.lineTo(left, bottom);
    context.moveTo(right, top);
    context.lineTo(right, bottom);
  } else if (status === 'active') {
    context.arc(x + size / 2, y + size / 2, size / 6, 0, Math.PI * 2);
  }
  context.stroke();
}
