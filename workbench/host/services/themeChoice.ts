export type ThemeName = 'dark' | 'light';

const KEY = 'workbench.theme';

/** `?theme=` wins and is remembered; dark otherwise. */
export function readTheme(): ThemeName {
  const asked = new URLSearchParams(window.location.search).get('theme');
  if (asked === 'light' || asked === 'dark') {
    return asked;
  }
  return localStorage.getItem(KEY) === 'light' ? 'light' : 'dark';
}

export function rememberTheme(theme: ThemeName): void {
  localStorage.setItem(KEY, theme);
}
