import { Link } from './_ui/link.tsx';
import { EmptyNotice } from './_ui/notice.tsx';

export default function NotFound() {
  return (
    <EmptyNotice icon="?" title="This page does not exist">
      <Link href="/jobs" style={{ color: 'var(--accent)' }}>
        Go to the jobs
      </Link>
    </EmptyNotice>
  );
}
