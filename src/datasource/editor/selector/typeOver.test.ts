import { applySuggestion, cursorContextAt } from './completion';
import { typeOver, type WrittenAhead } from './typeOver';

/** The text after these keys, the cursor as `|`; what does not type over is written where the cursor is. */
function typed(marked: string, keys: string, ahead?: WrittenAhead): string {
  let cursor = marked.indexOf('|');
  let text = marked.replace('|', '');
  for (const key of keys) {
    const edit = typeOver(text, cursor, key, ahead);
    ahead = edit?.ahead;
    text = edit?.text ?? text.slice(0, cursor) + key + text.slice(cursor);
    cursor = edit?.cursor ?? cursor + 1;
  }
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

describe('after a label is taken', () => {
  const taken = '{service_name="|"}';
  const ahead = { at: '{service_name'.length, typed: '' };

  it.each([
    ['web', '{service_name="web|"}'],
    ['="web', '{service_name="web|"}'],
    ['"web', '{service_name="web|"}'],
    ['="web"', '{service_name="web"|}'],
    ['="web"}', '{service_name="web"}|'],
    ['="web", ', '{service_name="web", |}'],
    ['=~"web.*"', '{service_name=~"web.*"|}'],
    ['!="web"', '{service_name!="web"|}'],
    ['!~"web|api"}', '{service_name!~"web|api"}|'],
    ['= "web"', '{service_name="web"|}'],
    ['=""', '{service_name=""|}'],
    ['a=b', '{service_name="a=b|"}'],
    ['a"', '{service_name="a"|}'],
  ])('%s gives %s', (keys, expected) => {
    expect(typed(taken, keys, ahead)).toBe(expected);
  });
});

describe('what closes a value or the selector', () => {
  it.each([
    ['{a="b|"}', '"', '{a="b"|}'],
    ['{a="b|"}', '"}', '{a="b"}|'],
    ['{a="b"|}', '}', '{a="b"}|'],
    ['{a="b"|}', '"', '{a="b""|}'],
    ['{a="|b"}', '"', '{a=""|b"}'],
    ['{a="b|"}', '}', '{a="b}|"}'],
    ['{a="b\\|"}', '"', '{a="b\\"|"}'],
    ['{a="b\\\\|"}', '"', '{a="b\\\\"|}'],
    ['{a=`b|`}', '`', '{a=`b`|}'],
    ['{a=`b|`}', '"', '{a=`b"|`}'],
    ['{a|="b"}', '=', '{a=|="b"}'],
    ['|', '{', '{|'],
  ])('%s and %s', (marked, keys, expected) => {
    expect(typed(marked, keys)).toBe(expected);
  });

  it('is not moved over by an operator that the user wrote', () => {
    const edit = applySuggestion('{ser="x"}', cursorContextAt('{ser="x"}', 4), 'service_name');
    expect(typed(`${edit.text.slice(0, edit.cursor)}|${edit.text.slice(edit.cursor)}`, '~')).toBe(
      '{service_name~|="x"}'
    );
  });
});
