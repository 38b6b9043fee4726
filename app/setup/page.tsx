'use client';
import { SetupPage } from '../_features/setup/setup-page.tsx';

export default function Page() {
  return <SetupPage />;
}
