'use client';
import { TagsPage } from '../_features/tags/tags-page.tsx';

export default function Page() {
  return <TagsPage />;
}
