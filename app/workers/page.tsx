'use client';
import { WorkersPage } from '../_features/workers/workers-page.tsx';

export default function Page() {
  return <WorkersPage />;
}
