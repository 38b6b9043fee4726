import { ActionIcon, Tooltip, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';

const NEXT = { auto: 'dark', dark: 'light', light: 'auto' } as const;
const LABELS = { auto: 'Theme: system', dark: 'Theme: dark', light: 'Theme: light' } as const;
const ICONS = { auto: IconDeviceDesktop, dark: IconMoon, light: IconSun } as const;

/** Cycles through system, dark and light. */
export function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const scheme = useMounted() ? colorScheme : 'auto';
  const Icon = ICONS[scheme];
  return (
    <Tooltip label={LABELS[scheme]}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={LABELS[scheme]}
        onClick={() => setColorScheme(NEXT[scheme])}
      >
        <Icon size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
