import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, posix, resolve } from 'node:path';

/**
 * What to copy so that Grafana finds each plugin's translations, `locales/<language>/<plugin id>.json` beside its
 * plugin.json, for the languages that this one lists. The plugins share their code, so each gets the texts of all.
 *
 * English has no file: it is in the code, and Grafana (12.3 to 13.2) would wait for the file before it loads a module. For
 * a language without one it notes in the console that it found none, and the code's English is shown.
 */
export function localeFiles(source: string, locales: string): Array<{ from: string; to: string }> {
  const manifests = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => basename(file) === 'plugin.json'
  );
  return manifests.flatMap((file) => {
    const { id, languages = [] } = JSON.parse(readFileSync(join(source, file), 'utf8'));
    return (languages as string[]).map((language) => ({
      from: resolve(locales, `${language}.json`),
      to: posix.join(dirname(file), 'locales', language, `${id}.json`),
    }));
  });
}
