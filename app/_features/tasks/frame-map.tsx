'use client';
import { useComputedColorScheme } from '@mantine/core';
import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation.js';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TaskStatus } from '#server/contracts/task.ts';
import { formatCount, formatNoun } from '../../_lib/formats.ts';
import { countStatuses, type StatusMap } from '../../_lib/patch-tasks.ts';
import { useTRPC, useTRPCClient } from '../../_lib/trpc.ts';
import { drawMap } from './draw-map.ts';
import classes from './frame-map.module.css';
import { type MapCell, mapCell } from './map-cell.ts';
import { cellAt, mapGeometry } from './map-geometry.ts';
import { TASK_LOOKS, TASK_STATUS_ORDER } from './task-status.ts';
import { Name } from '../../_ui/name.tsx';

interface Props {
  readonly jobId: string;
  readonly map: StatusMap;
  readonly chosen: readonly TaskStatus[];
}

/**
 * All tasks of a job at a glance. Each has its own cell; if there are very many, several share one. Hovering shows
 * which task it is, a click or Enter opens it.
 */
export function FrameMap({ jobId, map, chosen }: Props) {
  const { ref, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [marked, setMarked] = useState<number | null>(null);
  const scheme = useComputedColorScheme('dark', { getInitialValueInEffect: true });
  const client = useTRPCClient();
  const router = useRouter();
  const count = map.letters.length;
  const geometry = useMemo(() => mapGeometry(count, width || 800), [count, width]);
  useEffect(() => {
    if (canvas.current && width > 0) drawMap(canvas.current, { map, geometry, width, chosen, marked });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the colours are read from the theme's style sheet
  }, [map, geometry, width, chosen, marked, scheme]);

  const shown = (cell: number | null) =>
    cell === null ? undefined : mapCell(map.letters, cell, geometry.tasksPerCell, chosen);
  const open = async (cell: number | null) => {
    const at = shown(cell)?.at;
    if (at === undefined) return;
    const { rows } = await client.tasks.find.query({ jobId, cursor: map.first + at - 1, limit: 1 });
    if (rows[0]) router.push(`/jobs/${jobId}/${rows[0].id}`);
  };
  const at = (event: React.MouseEvent<HTMLCanvasElement>) =>
    cellAt(geometry, event.nativeEvent.offsetX, event.nativeEvent.offsetY);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: geometry.columns, ArrowUp: -geometry.columns }[event.key];
    if (event.key === 'Enter') void open(marked);
    if (step === undefined) return;
    event.preventDefault();
    setMarked((before) => (before === null ? 0 : Math.max(0, Math.min(geometry.cells - 1, before + step))));
  };
  const tip = shown(marked);
  return (
    <div className={classes.box}>
      <div ref={ref} className={classes.area}>
        <canvas
          ref={canvas}
          className={classes.canvas}
          style={{ width: '100%', height: geometry.height, cursor: marked === null ? 'default' : 'pointer' }}
          role="img"
          tabIndex={0}
          aria-label={`Frame map: ${describe(map)}`}
          onMouseMove={(event) => setMarked(at(event))}
          onMouseLeave={() => setMarked(null)}
          onBlur={() => setMarked(null)}
          onClick={(event) => void open(at(event))}
          onKeyDown={onKeyDown}
        />
        {marked !== null && tip && (
          <div
            className={classes.tip}
            style={{
              left: Math.min(Math.max(0, width - 250), (marked % geometry.columns) * geometry.pitch),
              top: (Math.floor(marked / geometry.columns) + 1) * geometry.pitch + 4,
            }}
          >
            {geometry.tasksPerCell === 1 ? (
              <TaskTip jobId={jobId} index={map.first + tip.at} status={tip.status} />
            ) : (
              <RangeTip cell={tip} first={map.first + marked * geometry.tasksPerCell} />
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** For tasks that share a cell: how many of them have which status. */
function RangeTip({ cell, first }: { cell: MapCell; first: number }) {
  const statuses = TASK_STATUS_ORDER.filter((status) => cell.counts.has(status));
  const total = statuses.reduce((sum, status) => sum + (cell.counts.get(status) ?? 0), 0);
  return (
    <div role="status">
      <b>
        Tasks {formatCount(first)}–{formatCount(first + total - 1)}
      </b>
      {statuses.map((status) => (
        <StatusLine key={status} status={status} count={cell.counts.get(status)} />
      ))}
    </div>
  );
}

function StatusLine({ status, count }: { status: TaskStatus; count?: number | undefined }) {
  const { icon: Icon, label, tone } = TASK_LOOKS[status];
  return (
    <span className={`${classes.tipStatus} tone-${tone}`}>
      <Icon size={13} aria-hidden /> {count === undefined ? label : `${formatCount(count)} ${label.toLowerCase()}`}
    </span>
  );
}

function TaskTip({ jobId, index, status }: { jobId: string; index: number; status: TaskStatus }) {
  const trpc = useTRPC();
  const [settled] = useDebouncedValue(index, 100);
  const { data } = useQuery(
    trpc.tasks.find.queryOptions(
      { jobId, cursor: settled - 1, limit: 1 },
      { enabled: settled === index, staleTime: 5000 },
    ),
  );
  const task = data?.rows[0]?.index_in_job === index ? data.rows[0] : undefined;
  return (
    <div role="status">
      <b>
        <Name>{task?.name ?? `Task ${index}`}</Name>
      </b>
      <StatusLine status={status} />
      <small>
        #{index}
        {task?.worker && (
          <>
            {' · '}
            <Name>{task.worker.name}</Name>
          </>
        )}
      </small>
    </div>
  );
}

function describe(map: StatusMap): string {
  const counts = countStatuses(map);
  const parts = TASK_STATUS_ORDER.filter((status) => counts[status] > 0);
  return `${formatNoun(map.letters.length, 'task')}, ${parts.map((status) => `${counts[status]} ${TASK_LOOKS[status].label.toLowerCase()}`).join(', ')}`;
}
