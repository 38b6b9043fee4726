'use client';
import { JobsPage } from '../_features/jobs/jobs-page.tsx';

export default function Page() {
  return <JobsPage />;
}
