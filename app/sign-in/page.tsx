'use client';
import { SignInPage } from '../_features/account/sign-in-page.tsx';

export default function Page() {
  return <SignInPage />;
}
