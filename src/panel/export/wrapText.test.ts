import { wrapText } from './wrapText';

const wrapped = (text: string, room: number) => wrapText(text, room, ({ length }) => length);

it('breaks between words where there is no more room', () => {
  expect(wrapped('baseline 15 s, comparison 15.2 s', 20)).toEqual(['baseline 15 s,', 'comparison 15.2 s']);
  expect(wrapped('all of it', 20)).toEqual(['all of it']);
  expect(wrapped('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b']);
});
