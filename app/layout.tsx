// oxlint-disable import/no-unassigned-import -- style sheets export nothing
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './_ui/tokens.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { BelowAPath } from './_ui/below-a-path.tsx';
import { Providers } from './providers.tsx';

export const metadata: Metadata = { title: 'Flamenco-NG' };
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0c0b0f' },
    { media: '(prefers-color-scheme: light)', color: '#fbfafc' },
  ],
};

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" />
      </head>
      <body>
        <BelowAPath />
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
