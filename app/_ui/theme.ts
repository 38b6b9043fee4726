import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const ORCHID: MantineColorsTuple = [
  '#fcf0fd',
  '#f5def7',
  '#eab8ee',
  '#df90e5',
  '#d56fdc',
  '#c552ce',
  '#a63cb3',
  '#9c2ea9',
  '#842490',
  '#6b1a76',
];

const NEUTRALS: MantineColorsTuple = [
  '#eeedf2',
  '#c9c5d0',
  '#a5a0af',
  '#85808f',
  '#34313d',
  '#2a2831',
  '#17161c',
  '#121116',
  '#0e0d12',
  '#0c0b0f',
];

/** Mantine gives its own buttons no names. */
const CLOSE = { 'aria-label': 'Close' };

/** Mantine's theme in our colours and sizes. */
export const theme = createTheme({
  primaryColor: 'orchid',
  primaryShade: { light: 7, dark: 6 },
  colors: { orchid: ORCHID, dark: NEUTRALS },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' }, styles: { label: { fontWeight: 500 } } },
    Tooltip: {
      defaultProps: {
        openDelay: 250,
        withArrow: false,
        offset: 6,
        fz: 12,
        color: 'var(--raised)',
        c: 'var(--text)',
        style: { boxShadow: 'var(--shadow)' },
      },
    },
    Modal: {
      defaultProps: {
        centered: true,
        attributes: { header: { role: 'none' } },
        radius: 12,
        overlayProps: { backgroundOpacity: 0.5, blur: 2 },
        closeButtonProps: CLOSE,
      },
    },
    Drawer: { defaultProps: { closeButtonProps: CLOSE } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show or hide the password' } } },
    Menu: { defaultProps: { shadow: 'md', radius: 8 } },
    Tabs: { styles: { tab: { paddingInline: 10 } } },
  },
});

/** Mantine's own surfaces use the page's tokens, so that both follow the same table of colours. */
export const cssVariables: CSSVariablesResolver = () => {
  const surfaces = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--dim)',
    '--mantine-color-placeholder': 'var(--faint)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
  };
  return { variables: {}, light: surfaces, dark: surfaces };
};
