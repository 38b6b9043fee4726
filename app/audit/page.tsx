'use client';
import { AuditPage } from '../_features/audit/audit-page.tsx';

export default function Page() {
  return <AuditPage />;
}
