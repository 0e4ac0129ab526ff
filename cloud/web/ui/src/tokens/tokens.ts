/** Reads the design tokens of tokens.css as they are in force now. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export type ThemeName = 'light' | 'dark';

const STORED = 'edge-theme';

export function storedTheme(): ThemeName {
  return localStorage.getItem(STORED) === 'dark' ? 'dark' : 'light';
}

export function applyTheme(theme: ThemeName): void {
  document.documentElement.dataset['theme'] = theme;
  localStorage.setItem(STORED, theme);
}
