const KEY = 'workbench.language';

/** `?language=ko-KR`, by Grafana's codes, wins and is remembered; English otherwise. */
export function readLanguage(): string {
  const asked = new URLSearchParams(window.location.search).get('language');
  if (asked) {
    localStorage.setItem(KEY, asked);
  }
  return localStorage.getItem(KEY) ?? 'en-US';
}
