'use client';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, useState } from 'react';
import { AppFrame } from './_features/farm-status/app-frame.tsx';
import { createQueryClient } from './_lib/query-client.ts';
import { createFarmClient, TRPCProvider } from './_lib/trpc.ts';
import { cssVariables, theme } from './_ui/theme.ts';

/** Everything that the pages share: theme, caches, connection and frame. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [farmClient] = useState(createFarmClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={farmClient} queryClient={queryClient}>
          <Notifications position="bottom-right" />
          <Suspense>
            <AppFrame>{children}</AppFrame>
          </Suspense>
        </TRPCProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
