import { compileSearch } from './search';

const names = ['std::map<int, char>::at', 'JSONDecoder.decode', 'decode', 'a.*b', 'read(int)'];
const found = (text: string, regex = false) => {
  const { functions } = compileSearch(names, { text, regex });
  return names.filter((_, at) => functions?.[at] === 1);
};

it('looks for text whatever the case, and takes commas and stars as they are', () => {
  expect(found('DECODE')).toEqual(['JSONDecoder.decode', 'decode']);
  expect(found('map<int, char>')).toEqual(['std::map<int, char>::at']);
  expect(found('.*')).toEqual(['a.*b']);
  expect(found('read(')).toEqual(['read(int)']);
});

it('looks for a regular expression only when asked to', () => {
  expect(found('^decode$|^read', true)).toEqual(['decode', 'read(int)']);
});

it('finds less, never more, with every further character', () => {
  for (const name of names) {
    for (let length = 2; length <= name.length; length++) {
      const wider = found(name.slice(0, length - 1));
      expect(wider).toEqual(expect.arrayContaining(found(name.slice(0, length))));
    }
  }
});

it('says what is wrong with a pattern instead of searching for something else', () => {
  const { functions, error } = compileSearch(names, { text: 'read(', regex: true });
  expect(functions).toBeUndefined();
  expect(error).toBe('Unterminated group');
});

it('searches for nothing without a text', () => {
  expect(compileSearch(names, { text: '', regex: true })).toEqual({});
});
