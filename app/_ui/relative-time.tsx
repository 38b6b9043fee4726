import { formatAgo, formatTime } from '../_lib/formats.ts';
import { useNow } from '../_lib/use-now.ts';

/** "3 min ago", kept up to date; the exact time shows on hover. */
export function RelativeTime({ iso, never = 'never' }: { readonly iso: string | null; readonly never?: string }) {
  const now = useNow();
  if (!iso) return <span>{never}</span>;
  return (
    <time dateTime={iso} title={formatTime(iso)} suppressHydrationWarning>
      {now === 0 ? '' : formatAgo(iso, now)}
    </time>
  );
}
