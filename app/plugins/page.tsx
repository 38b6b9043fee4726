'use client';
import { PluginsPage } from '../_features/plugins/plugins-page.tsx';

export default function Page() {
  return <PluginsPage />;
}
