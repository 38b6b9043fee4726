import { encodeQR } from 'qr';
import { useMemo } from 'react';

/** The empty modules around it that readers want. */
const QUIET = 4;

interface Props {
  readonly text: string;
  readonly label: string;
  readonly className?: string | undefined;
}

/** A text as a picture that a phone reads (a QR code). It is drawn here: the text may be a secret. */
export function QrPicture({ text, label, className }: Props) {
  const rows = useMemo(() => encodeQR(text, 'raw', { border: QUIET }), [text]);
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      className={className}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
