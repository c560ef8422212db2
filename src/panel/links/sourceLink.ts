import type { SourcePlace } from '../../frames/askDetails';
import { safeAddress } from './safeAddress';
import { encoded, fillTemplate, pathEncoded, templateNames } from './template';

/** How a panel leads to source code. */
export interface SourceSettings {
  /** An address with `${file}`, `${line}`, `${function}`, `${ref}` and labels by their names. */
  sourceLink?: string;
  /** What file names begin with where the code was built, which the address is without. */
  sourcePrefix?: string;
}

export type Labels = Readonly<Record<string, string>>;

/** The labels that Pyroscope's own UI goes by. */
const REPOSITORY = 'service_repository';
const GIT_REF = 'service_git_ref';
const ROOT_PATH = 'service_root_path';

/** Where a service does not say what it was built of. */
const NEWEST = 'HEAD';
const OWN_NAMES = ['file', 'line', 'function', 'ref'];

const BITBUCKET_DATA_CENTER = /(?:^|\.)bitbucket\.(?!org$)/;

/** How the address of a line is made, by what the name of the host says. */
const BY_HOST: ReadonlyArray<[host: RegExp, template: string]> = [
  [/(?:^|\.)github\./, '${service_repository}/blob/${ref}/${file}#L${line}'],
  [/(?:^|\.)gitlab\./, '${service_repository}/-/blob/${ref}/${file}#L${line}'],
  [/(?:^|\.)bitbucket\.org$/, '${service_repository}/src/${ref}/${file}#lines-${line}'],
  // One's own Bitbucket is another product.
  [BITBUCKET_DATA_CENTER, '${service_repository}/browse/${file}?at=${ref}#${line}'],
];

/** Which labels have to be known for a link. */
export function sourceLabels({ sourceLink = '' }: SourceSettings): string[] {
  const named = templateNames(sourceLink).filter((name) => !OWN_NAMES.includes(name));
  return [...new Set([...named, REPOSITORY, GIT_REF, ROOT_PATH])];
}

/**
 * The address of a place in source code: by the panel's template, else by the labels with which services name their
 * repository. Undefined where a part of it is not known, where the file is not part of the source, and where it would be
 * no address that may be opened.
 */
export function sourceLink(
  { sourceLink: own, sourcePrefix }: SourceSettings,
  name: string,
  { file, line }: SourcePlace,
  labels: Labels
): string | undefined {
  const repository = repositoryAddress(labels[REPOSITORY]);
  const template = own?.trim() || templateOf(repository);
  const path =
    template &&
    (sourcePrefix ? withoutPrefix(file, sourcePrefix) : own ? slashed(file) : inRepository(file, repository, labels));
  if (!template || !path || path.split('/').includes('..')) {
    return undefined;
  }
  const address = fillTemplate(template, (part, first) => {
    switch (part) {
      case 'file':
        return pathEncoded(path.replace(/^\/+/, ''));
      case 'line':
        return `${Math.max(1, line)}`;
      case 'function':
        return encoded(name);
      case 'ref':
        return pathEncoded(labels[GIT_REF] || NEWEST);
      case REPOSITORY:
        return first ? repository?.href : encoded(labels[REPOSITORY] ?? '') || undefined;
      default:
        return Object.hasOwn(labels, part) ? encoded(labels[part]) : undefined;
    }
  });
  return address && safeAddress(address);
}

function templateOf(repository: Repository | undefined): string | undefined {
  return BY_HOST.find(([host]) => repository && host.test(repository.host))?.[1];
}

interface Repository {
  host: string;
  /** `owner/name`. */
  path: string;
  href: string;
}

/** `https://github.com/owner/name`, however the label writes it: with `.git`, or as git's own address. */
function repositoryAddress(label = ''): Repository | undefined {
  const git = /^(?:ssh:\/\/git@([\w.-]+)(?::\d+\/|[:/])|git@([\w.-]+)[:/])(.+)$/.exec(label.trim());
  const address = safeAddress(git ? `https://${git[1] ?? git[2]}/${git[3]}` : label.trim());
  if (!address?.startsWith('http')) {
    return undefined;
  }
  const { origin, host, pathname } = new URL(address);
  const cloned = pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  // What it is cloned from is not where it is read.
  const path = BITBUCKET_DATA_CENTER.test(host)
    ? cloned.replace(/^(?:scm\/|projects\/)?([^/]+)\/(?:repos\/)?([^/]+).*$/, 'projects/$1/repos/$2')
    : cloned;
  return { host, path, href: `${origin}/${path}` };
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/');
}

/** A file that does not begin so is another's, as a library's; a relative one has nothing to take away. */
function withoutPrefix(file: string, prefix: string): string | undefined {
  const [path, start] = [slashed(file), slashed(prefix.trim())];
  return path.startsWith(start) ? path.slice(start.length) : isAbsolute(path) ? undefined : path;
}

/**
 * The path within the repository. Go builds name a file by its module, `github.com/owner/name/…`, wherever that was; a
 * module with a version is another repository's.
 */
function inRepository(file: string, repository: Repository | undefined, labels: Labels): string | undefined {
  const path = slashed(file);
  const module = repository && `${repository.host}/${repository.path}/`;
  const at = module ? path.indexOf(module) : -1;
  if (module && (at === 0 || path[at - 1] === '/')) {
    return path.slice(at + module.length);
  }
  if (isAbsolute(path) || /@v\d/.test(path)) {
    return undefined;
  }
  const root = (labels[ROOT_PATH] ?? '').replace(/^\/+|\/+$/g, '');
  return root ? `${root}/${path}` : path;
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}
