/** The mark: a fan of three frames, opening. */
export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" fill="none" aria-hidden>
      <path d="M4 18 8.2 3.4a1.6 1.6 0 0 1 3.1.2L10 18Z" fill="var(--accent)" opacity="0.45" />
      <path d="M4 18 13 5.6a1.6 1.6 0 0 1 2.8 1.4L11 18Z" fill="var(--accent)" opacity="0.7" />
      <path d="M4 18 16.6 9.6a1.6 1.6 0 0 1 2 2.4L12 18Z" fill="var(--accent)" />
    </svg>
  );
}
