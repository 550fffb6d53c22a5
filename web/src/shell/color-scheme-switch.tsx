import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';

const order: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

const looks = {
  auto: { words: 'as the system', Icon: IconDeviceDesktop },
  light: { words: 'light', Icon: IconSun },
  dark: { words: 'dark', Icon: IconMoon },
} as const;

/** Follows the system until someone says otherwise; one button leads round the three. */
export function ColorSchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const next = order[(order.indexOf(colorScheme) + 1) % order.length] ?? 'auto';
  const { words, Icon } = looks[colorScheme];
  const label = `Colours: ${words}. Change to ${looks[next].words}`;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--il-muted)"
      size={40}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={20} aria-hidden />
    </ActionIcon>
  );
}
