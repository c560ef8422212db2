/** Of https://semver.org, without build metadata, which Grafana's catalogue does not take. */
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/**
 * What `CHANGELOG.md` says of the version that a tag names. Throws a sentence where tag, package and changelog do not
 * speak of the same version, or where there is nothing to say.
 */
export function releaseNotes(tag: string, packageVersion: string, changelog: string): string {
  if (!SEMVER.test(packageVersion)) {
    throw new Error(`package.json: "${packageVersion}" is no version such as 1.2.3 or 1.2.3-rc.1.`);
  }
  if (tag !== `v${packageVersion}`) {
    throw new Error(`The tag is ${tag}; package.json says ${packageVersion}, whose tag is v${packageVersion}.`);
  }
  const [, ...sections] = changelog.split(/^## /m);
  const [title = '', ...lines] = (sections[0] ?? '').split('\n');
  if (title.trim() !== packageVersion) {
    throw new Error(`CHANGELOG.md begins with "${title.trim()}", not with ${packageVersion}.`);
  }
  const notes = lines.join('\n').trim();
  if (notes === '') {
    throw new Error(`CHANGELOG.md says nothing of ${packageVersion}.`);
  }
  return notes;
}
