import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { visibleControls } from '#shared/visible-controls.ts';

const SIGNS = { ok: '✓', warning: '!', problem: '✗' } as const;

/** The checks as lines for a terminal, with hints below those that have one, and a summary at the end. */
export function checkTable(items: readonly WorkerCheckItem[]): string {
  const width = Math.max(...items.map((item) => item.name.length));
  const lines = items.flatMap(({ name, level, text, hint }) => [
    `${SIGNS[level]} ${name.padEnd(width)}  ${text}`,
    ...(hint === undefined ? [] : [`  ${' '.repeat(width)}  → ${hint}`]),
  ]);
  return `${lines.map((line) => visibleControls(line)).join('\n')}\n\n${summary(items)}\n`;
}

function summary(items: readonly WorkerCheckItem[]): string {
  const count = (level: WorkerCheckItem['level']) => items.filter((item) => item.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems === 0 && warnings === 0) return 'This machine is ready to render.';
  const parts = [
    ...(problems > 0 ? [`${problems} ${problems === 1 ? 'problem' : 'problems'}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ];
  return `${parts.join(', ')}.${problems === 0 ? ' This machine can render.' : ''}`;
}
