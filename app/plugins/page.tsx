'use client';
import { DeadLetters } from '../_features/plugins/dead-letters.tsx';
import page from '../_ui/page.module.css';

export default function Page() {
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>Plugins</h1>
      </div>
      <DeadLetters />
    </div>
  );
}
