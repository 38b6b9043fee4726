'use client';
import { useParams } from 'next/navigation.js';
import { TaskPage } from '../../../_features/tasks/task-page.tsx';

export default function Page() {
  const { job, task } = useParams<{ job: string; task: string }>();
  return <TaskPage key={task} jobId={job} taskId={task} />;
}
