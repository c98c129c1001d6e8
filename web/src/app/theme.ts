import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const indigo: MantineColorsTuple = [
  "#edf2ff", "#dbe4ff", "#bac8ff", "#91a7ff", "#748ffc", "#5c7cfa", "#4c6ef5", "#3b5bdb", "#324bbf", "#2b409f",
];
const teal: MantineColorsTuple = [
  "#e6fcf5", "#c3fae8", "#96f2d7", "#63e6be", "#38d9a9", "#20c997", "#0ca678", "#087f5b", "#066649", "#055540",
];
const orange: MantineColorsTuple = [
  "#fff4e6", "#ffe8cc", "#ffd8a8", "#ffc078", "#ffa94d", "#ff922b", "#e8590c", "#b8400a", "#9c3608", "#7d2c07",
];
const red: MantineColorsTuple = [
  "#fff5f5", "#ffe3e3", "#ffc9c9", "#ffa8a8", "#ff8787", "#fa5252", "#e03131", "#c02626", "#a61e1e", "#861616",
];

// What scrolls can be reached by the keyboard.
const FOCUSED = { viewportProps: { tabIndex: 0 } };

/** Colours dark enough that text on and beside them can be read (WCAG 2.2 AA); what every close button is called. */
export const themeIn = (close: string) => createTheme({
  primaryColor: "indigo",
  respectReducedMotion: true,
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  luminanceThreshold: 0.32,
  colors: { indigo, teal, orange, red },
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  headings: { fontWeight: "750" },
  cursorType: "pointer",
  components: {
    Alert: { defaultProps: { closeButtonLabel: close } },
    Autocomplete: { defaultProps: { scrollAreaProps: FOCUSED } },
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": close } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { closeButtonProps: { "aria-label": close } } },
    MultiSelect: { defaultProps: { scrollAreaProps: FOCUSED } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": close } } },
    Select: { defaultProps: { scrollAreaProps: FOCUSED } },
    Badge: { defaultProps: { radius: "xl" } },
    Card: { defaultProps: { withBorder: true, padding: "md" } },
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "var(--mantine-color-gray-7)",
    "--mantine-color-placeholder": "var(--mantine-color-gray-7)",
    "--mantine-color-error": "var(--mantine-color-red-8)",
    "--mantine-color-anchor": "var(--mantine-color-indigo-8)",
    "--lg-ground": "#fff",
    "--lg-line": "var(--mantine-color-gray-3)",
  },
  dark: {
    "--mantine-color-dimmed": "var(--mantine-color-dark-1)",
    "--mantine-color-placeholder": "var(--mantine-color-dark-1)",
    "--mantine-color-error": "var(--mantine-color-red-4)",
    "--mantine-color-anchor": "var(--mantine-color-indigo-3)",
    "--lg-ground": "var(--mantine-color-dark-7)",
    "--lg-line": "var(--mantine-color-dark-4)",
  },
});
