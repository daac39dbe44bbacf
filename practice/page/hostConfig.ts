/**
 * How Teams draws Adaptive Cards. Colours are custom properties of theme.css (light, dark and high contrast), so that
 * a change of theme repaints a card without drawing it anew: what somebody typed into it stays.
 */
const names = ['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'] as const

function colours(): Record<string, { default: string; subtle: string }> {
  return Object.fromEntries(names.map(name => [name, { default: `var(--card-${name})`, subtle: `var(--card-${name}-subtle)` }]))
}

function container(name: string): object {
  return { backgroundColor: `var(--card-bg-${name})`, borderColor: `var(--card-border-${name})`, foregroundColors: colours() }
}

export const hostConfig = {
  fontFamily: 'inherit',
  supportsInteractivity: true,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--stroke-2)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 26, extraLarge: 32 },
  fontTypes: {
    default: {
      fontFamily: 'inherit',
      fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 400, default: 400, bolder: 600 },
    },
    monospace: {
      fontFamily: 'ui-monospace, Consolas, monospace',
      fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 400, default: 400, bolder: 600 },
    },
  },
  containerStyles: Object.fromEntries(
    ['default', 'emphasis', 'accent', 'good', 'attention', 'warning'].map(name => [name, container(name)]),
  ),
  actions: {
    maxActions: 6,
    spacing: 'medium',
    buttonSpacing: 0,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'default', color: 'default', size: 'default', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'default', color: 'default', size: 'default' },
    },
    errorMessage: { color: 'attention', size: 'small', spacing: 'small', weight: 'default' },
  },
  factSet: {
    title: { weight: 'bolder', size: 'default', color: 'default', wrap: true, maxWidth: 150 },
    value: { weight: 'default', size: 'default', color: 'default', wrap: true },
    spacing: 12,
  },
  adaptiveCard: { allowCustomStyle: true },
  imageSet: { imageSize: 'medium', maxImageHeight: 100 },
}
