'use client';
import { useParams } from 'next/navigation.js';
import { WorkerPage } from '../../_features/workers/worker-page.tsx';

export default function Page() {
  const { worker } = useParams<{ worker: string }>();
  return <WorkerPage key={worker} workerId={worker} />;
}
