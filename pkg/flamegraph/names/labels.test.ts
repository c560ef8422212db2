import fc from 'fast-check';
import { columns, fitLabel } from './labels';

it.each([
  ['net/http.(*conn).serve', 30, 'net/http.(*conn).serve'],
  ['net/http.(*conn).serve', 19, '…http.(*conn).serve'],
  ['net/http.(*conn).serve', 14, '…(*conn).serve'],
  ['net/http.(*conn).serve', 6, '…serve'],
  ['net/http.(*conn).serve', 4, 'ser…'],
  ['main.(*gateway).checkout', 19, '(*gateway).checkout'],
  ['github.com/grafana/regexp.makeOnePass.func1', 30, '…regexp.makeOnePass.func1'],
  ['github.com/grafana/regexp.makeOnePass.func1', 14, '…makeOnePass…'],
  ['void std::sort<int*>(int*, int*)', 20, 'std::sort<int*>'],
  ['com/shop/User.permissionsSlow', 20, '…permissionsSlow'],
  ['./dist/app.js:renderRow:12', 20, '…app.js:renderRow:12'],
  ['./dist/app.js:renderRow:12', 13, '…renderRow:12'],
  ['./dist/app.js:renderRow:12', 10, '…renderRow'],
  ['std::vec::Vec<a::b>::push', 7, '…push'],
  ['libcrypto.so.3!0x4ab000', 18, 'libcrypto.so.3!0x…'],
  ['[unknown] [libz.so.1]', 18, '[unknown] [libz.s…'],
  ['verify_checksum', 9, 'verify_c…'],
  ['a[U+0000]b[U+001B]c', 16, 'a[U+0000]b[U+00…'],
  ['evil[U+202E]gnp<int>', 16, 'evil[U+202E]gnp'],
])('shortens %s to %i columns', (name, room, expected) => {
  expect(fitLabel(name, room)).toBe(expected);
});

it('writes nothing rather than a letter or two', () => {
  expect(fitLabel('serve', 2)).toBe('');
});

it('counts East Asian characters twice', () => {
  expect(columns('名前')).toBe(4);
  expect(fitLabel('名前名前', 5)).toBe('名前…');
});

it('never takes more room than there is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => !/\p{Surrogate}/u.test(text)),
      fc.nat({ max: 40 }),
      (name, room) => {
        const label = fitLabel(name, room);
        expect(columns(label)).toBeLessThanOrEqual(Math.max(room, 0));
        expect(label).not.toMatch(/\p{Surrogate}/u);
      }
    )
  );
});
