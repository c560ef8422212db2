import fc from 'fast-check';
import { safeAddress } from './safeAddress';
import { sourceLabels, sourceLink, type Labels, type SourceSettings } from './sourceLink';

const GITHUB = 'https://github.com/o/r/blob/${ref}/${file}#L${line}';
const DATA_CENTER = 'https://bitbucket.example.com/projects/o/repos/r/browse/pkg/run.go?at=abc#12';
const link = (settings: SourceSettings, file: string, labels: Labels = {}, name = 'run', line = 12) =>
  sourceLink(settings, name, { file, line, module: '' }, labels);

describe('by a template', () => {
  it.each([
    [{ sourceLink: GITHUB }, 'pkg/run.go', {}, 'https://github.com/o/r/blob/HEAD/pkg/run.go#L12'],
    [{ sourceLink: GITHUB }, 'run.go', { service_git_ref: 'v1.2' }, 'https://github.com/o/r/blob/v1.2/run.go#L12'],
    [
      { sourceLink: GITHUB, sourcePrefix: '/app/' },
      '/app/src/run.py',
      {},
      'https://github.com/o/r/blob/HEAD/src/run.py#L12',
    ],
    [{ sourceLink: 'vscode://file/${file}:${line}' }, '/home/me/run.py', {}, 'vscode://file/home/me/run.py:12'],
    [{ sourceLink: 'vscode://file/${file}:${line}' }, 'C:\\code\\run.cs', {}, 'vscode://file/C%3A/code/run.cs:12'],
    [{ sourceLink: 'https://x.example/${team}?f=${function}' }, 'a', { team: 'a b' }, 'https://x.example/a%20b?f=run'],
  ] as Array<[SourceSettings, string, Labels, string]>)('%j of %s', (settings, file, labels, address) => {
    expect(link(settings, file, labels)).toBe(address);
  });

  it('is none for what the template does not cover', () => {
    expect(link({ sourceLink: GITHUB, sourcePrefix: '/app/' }, '/usr/lib/python3/json.py')).toBeUndefined();
    expect(link({ sourceLink: 'https://x.example/${team}' }, 'run.go')).toBeUndefined();
    expect(link({ sourceLink: GITHUB }, '../../other/run.go')).toBeUndefined();
    expect(link({ sourceLink: GITHUB }, '')).toBeUndefined();
  });

  it.each([
    'javascript:alert(${line})//${file}',
    'java\nscript:${file}',
    'data:text/html,${file}',
    'file:///${file}',
    '/d/x/${file}',
    '//x/${file}',
    'https://me:word@x/${file}',
  ])('is none for %j', (template) => {
    expect(link({ sourceLink: template }, 'run.go')).toBeUndefined();
  });

  it('leads to the same place whatever is in a file or a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (file, name) => {
        const address = link({ sourceLink: 'https://x.example/code/${file}?f=${function}#L${line}' }, file, {}, name);
        if (address !== undefined) {
          const url = new URL(address);
          expect(url.host).toBe('x.example');
          expect(url.pathname.startsWith('/code/')).toBe(true);
          expect([...url.searchParams.keys()]).toEqual(['f']);
          expect(url.hash).toBe('#L12');
        }
      })
    );
  });
});

describe('by the labels of a service', () => {
  const at = (repository: string, file = 'pkg/run.go', more: Labels = {}) =>
    link({}, file, { service_repository: repository, service_git_ref: 'abc', ...more });

  it.each([
    ['https://github.com/o/r', 'https://github.com/o/r/blob/abc/pkg/run.go#L12'],
    ['https://github.com/o/r.git', 'https://github.com/o/r/blob/abc/pkg/run.go#L12'],
    ['git@github.com:o/r.git', 'https://github.com/o/r/blob/abc/pkg/run.go#L12'],
    ['https://gitlab.example.com/g/o/r', 'https://gitlab.example.com/g/o/r/-/blob/abc/pkg/run.go#L12'],
    ['https://bitbucket.org/o/r/', 'https://bitbucket.org/o/r/src/abc/pkg/run.go#lines-12'],
    ['ssh://git@gitlab.example.com:2222/o/r.git', 'https://gitlab.example.com/o/r/-/blob/abc/pkg/run.go#L12'],
    ['https://bitbucket.example.com/scm/o/r.git', DATA_CENTER],
    ['https://bitbucket.example.com/projects/o/repos/r', DATA_CENTER],
    ['https://bitbucket.example.com/projects/o/repos/r/browse', DATA_CENTER],
    ['ssh://git@bitbucket.example.com:7999/o/r.git', DATA_CENTER],
  ])('%s', (repository, address) => {
    expect(at(repository)).toBe(address);
  });

  it('finds the file in the repository, and none of another one', () => {
    const github = 'https://github.com/o/r';
    const address = 'https://github.com/o/r/blob/abc/pkg/run.go#L12';
    expect(at(github, 'github.com/o/r/pkg/run.go')).toBe(address);
    expect(at(github, '/go/src/github.com/o/r/pkg/run.go')).toBe(address);
    expect(at(github, 'run.go', { service_root_path: '/pkg/' })).toBe(address);
    expect(at(github, 'github.com/other/lib@v1.2.3/x.go')).toBeUndefined();
    expect(at(github, '/usr/local/go/src/net/http/server.go')).toBeUndefined();
  });

  it.each(['javascript:alert(1)', 'not an address', 'https://code.example.com/o/r', ''])(
    'is none for %j',
    (repository) => {
      expect(at(repository)).toBeUndefined();
    }
  );
});

it('asks for the labels that a template names', () => {
  expect(sourceLabels({ sourceLink: 'https://x/${team}/${file}#${line}' })).toEqual(
    expect.arrayContaining(['team', 'service_git_ref', 'service_repository'])
  );
  expect(sourceLabels({ sourceLink: 'https://x/${team}/${file}' })).not.toContain('file');
});

it('opens no address that is longer than servers take', () => {
  expect(safeAddress(`https://x.example/${'a'.repeat(9000)}`)).toBeUndefined();
});
