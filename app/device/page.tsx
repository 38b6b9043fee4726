'use client';
import { DevicePage } from '../_features/account/device-page.tsx';

export default function Page() {
  return <DevicePage />;
}
