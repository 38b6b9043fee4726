'use client';
import { WelcomePage } from '../_features/account/welcome-page.tsx';

export default function Page() {
  return <WelcomePage />;
}
