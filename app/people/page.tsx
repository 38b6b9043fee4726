'use client';
import { PeoplePage } from '../_features/people/people-page.tsx';

export default function Page() {
  return <PeoplePage />;
}
