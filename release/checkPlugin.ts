import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

interface PluginJson {
  id?: string;
  type?: string;
  name?: string;
  languages?: string[];
  info?: {
    version?: string;
    updated?: string;
    description?: string;
    author?: { name?: string };
    logos?: { small?: string; large?: string };
    screenshots?: Array<{ path: string }>;
  };
  includes?: Array<{ type: string; path?: string }>;
  dependencies?: { grafanaDependency?: string };
}

/** Grafana takes an archive of at most this size from its catalog. */
const MOST_BYTES = 100 * 1024 * 1024;
/** A call of `eval`, and no method of that name. */
const MAKES_CODE = /(?:^|[^.\w$])eval\((?![^()]*\)\s*\{)|new Function\(/;
const FILES_OF_A_PLUGIN = ['module.js', 'plugin.json'];
const FILES_OF_THE_APP = ['README.md', 'LICENSE', 'CHANGELOG.md'];

/**
 * What Grafana's plugin validator would refuse in a built folder, a sentence each; nothing where all is well. It looks
 * at the app and each plugin that is nested in it.
 */
export function pluginProblems(folder: string, version: string): string[] {
  const files = filesBelow(folder);
  const has = new Set(files);
  const problems: string[] = [];
  for (const file of FILES_OF_THE_APP) {
    if (!has.has(file)) {
      problems.push(`${file} is missing.`);
    }
  }
  const manifests = files.filter((file) => file === 'plugin.json' || file.endsWith('/plugin.json'));
  if (!manifests.includes('plugin.json')) {
    problems.push('plugin.json is missing.');
  }
  for (const file of manifests) {
    problems.push(...manifestProblems(folder, file, version, has));
  }
  const readme = has.has('README.md') ? readFileSync(join(folder, 'README.md'), 'utf8') : '';
  if (/%[A-Z_]+%/.test(readme)) {
    problems.push('README.md has a placeholder that was not filled in.');
  }
  for (const file of files.filter((one) => one.endsWith('.js'))) {
    if (!has.has(`${file}.map`)) {
      problems.push(`${file} has no source map, which reviewers read it by.`);
    }
    if (MAKES_CODE.test(readFileSync(join(folder, file), 'utf8'))) {
      problems.push(`${file} makes code of text (eval), which strict pages refuse.`);
    }
  }
  for (const file of files.filter((one) => /(?:^|\/)(?:\.|node_modules\/)/.test(one))) {
    problems.push(`${file} does not belong into a plugin.`);
  }
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  if (bytes > MOST_BYTES) {
    problems.push(`The folder has ${bytes} bytes; Grafana takes ${MOST_BYTES}.`);
  }
  return problems;
}

function manifestProblems(folder: string, file: string, version: string, has: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const where = file.slice(0, -'plugin.json'.length);
  const text = readFileSync(join(folder, file), 'utf8');
  let manifest: PluginJson;
  try {
    manifest = JSON.parse(text) as PluginJson;
  } catch {
    return [`${file} is not JSON.`];
  }
  const { id, type, name, languages = [], info, includes = [], dependencies } = manifest;
  const need = (held: unknown, sentence: string) => {
    if (!held) {
      problems.push(`${file}: ${sentence}`);
    }
  };
  need(!/%[A-Z_]+%/.test(text), 'a placeholder was not filled in.');
  need(['app', 'datasource', 'panel'].includes(type ?? ''), `"${type}" is no type of plugin.`);
  need(name, 'it has no name.');
  need(new RegExp(`^[a-z0-9]+(?:-[a-z0-9]+)*-${type}$`).test(id ?? ''), `its id "${id}" does not end in -${type}.`);
  need(info?.version === version, `its version is ${info?.version}, the package's ${version}.`);
  need(/^\d{4}-\d{2}-\d{2}$/.test(info?.updated ?? ''), 'it does not say when it was updated.');
  need(info?.description, 'it has no description.');
  need(info?.author?.name, 'it names no author.');
  need(/^[<>=^~]*\d+\.\d+\.\d+/.test(dependencies?.grafanaDependency ?? ''), 'it does not say which Grafana it needs.');
  for (const needed of FILES_OF_A_PLUGIN) {
    need(has.has(where + needed), `${needed} is missing beside it.`);
  }
  const pictures = [info?.logos?.small, info?.logos?.large, ...(info?.screenshots ?? []).map(({ path }) => path)];
  for (const picture of pictures) {
    need(picture && has.has(where + picture), `its picture ${picture} is missing.`);
  }
  for (const language of languages) {
    const file = `locales/${language}/${id}.json`;
    need(has.has(where + file), `its texts ${file} are missing.`);
  }
  for (const included of includes.filter((one) => one.type !== 'page')) {
    need(included.path && has.has(where + included.path), `it includes ${included.path}, which is missing.`);
  }
  return problems;
}

/** Paths of all files, with slashes, in order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
