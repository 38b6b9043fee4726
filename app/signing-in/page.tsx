'use client';
import { SigningInPage } from '../_features/account/signing-in-page.tsx';

export default function Page() {
  return <SigningInPage />;
}
