import { PyroscopeError, type PyroscopeErrorCode, type PyroscopeErrorParams } from '../../pkg/pyroscope/errors';
import { errorText } from './errorText';

describe('errorText', () => {
  const codes: Record<PyroscopeErrorCode, PyroscopeErrorParams> = {
    unreachable: {},
    'no-url': {},
    unauthenticated: {},
    forbidden: {},
    'not-found': {},
    'not-accepted': { status: 415 },
    'too-large': {},
    'rate-limited': {},
    'invalid-request': { message: 'bad' },
    'range-too-long': {},
    'too-many-pieces': {
      limitMs: 86_400_000,
      pieces: { range: { start: 0, end: 8e9 }, count: 93, trimmed: { start: 1e9, end: 8e9 } },
    },
    'bad-selector': {},
    'bad-profile-type': {},
    'too-many-nodes': { actual: 2e6, limit: 1_048_576 },
    'missing-tenant': {},
    unimplemented: {},
    timeout: {},
    unavailable: {},
    'server-error': {},
    'not-pyroscope': {},
    'cut-answer': {},
    'empty-answer': {},
    cancelled: {},
    unknown: { message: 'odd' },
  };

  it.each(Object.entries(codes))('%s is told in sentences', (code, params) => {
    const { title, remedy } = errorText(new PyroscopeError(code as PyroscopeErrorCode, params));
    expect(title).toMatch(/^[A-Z“].*[.]$/);
    expect(remedy).toMatch(/^[A-Z].*[.0]$/);
    expect(`${title}${remedy}`).not.toMatch(/\{\{|undefined|&quot;/);
  });

  it('takes any other error', () => {
    expect(errorText(new Error('odd'))).toMatchObject({ detail: 'odd' });
    expect(errorText('odd')).toMatchObject({ detail: 'odd' });
  });

  it('names a limit it knows only half of', () => {
    expect(errorText(new PyroscopeError('range-too-long', { limitMs: 86_400_000 })).title).toMatch(
      /longer than the 1 d/
    );
    expect(errorText(new PyroscopeError('too-many-nodes', { limit: 1_048_576 })).title).toMatch(/\(1,048,576\)/);
  });

  it('tells code that could not be fetched from an error of unknown cause', () => {
    const missing = Object.assign(new Error('Loading chunk long-range failed.'), { name: 'ChunkLoadError' });
    expect(errorText(missing)).toMatchObject({
      title: 'Part of the plugin could not be loaded.',
      remedy: 'Reload the page.',
    });
  });
});
