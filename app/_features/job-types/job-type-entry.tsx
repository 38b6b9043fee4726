import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { JobTypeRow } from '#server/contracts/web/job-type-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { EntryCard } from '../../_ui/entry-card.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { WarningList } from '../../_ui/warning-list.tsx';

const BROKEN = { label: 'Broken', tone: 'fail', icon: IconAlertTriangleFilled } as const;

/** One job type, or one script that should be one. */
export function JobTypeEntry({ script }: { readonly script: JobTypeRow }) {
  const { name, label, error } = script;
  return (
    <EntryCard
      title={label || name}
      badge={error !== null && <StatusBadge look={BROKEN} />}
      description={script.description}
      facts={
        <>
          {label && <code>{name}</code>}
          {script.origin === 'built-in' ? (
            <span>built in</span>
          ) : (
            <span>
              from <code>{script.file}</code>
            </span>
          )}
          {error === null && <span>{formatNoun(script.settings, 'setting')}</span>}
        </>
      }
      problem={error === null ? null : { title: 'Artists cannot choose it', message: error }}
    >
      <WarningList warnings={script.warnings} />
    </EntryCard>
  );
}
