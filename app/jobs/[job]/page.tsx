'use client';
import { useParams } from 'next/navigation.js';
import { JobPage } from '../../_features/jobs/job-page.tsx';

export default function Page() {
  const { job } = useParams<{ job: string }>();
  return <JobPage key={job} jobId={job} />;
}
