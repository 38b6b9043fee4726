'use client';
import { JobTypesPage } from '../_features/job-types/job-types-page.tsx';

export default function Page() {
  return <JobTypesPage />;
}
