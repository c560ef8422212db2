import { columns } from './output/columns';
import { fitted, printable } from './terminal';

it('keeps the end of a name that does not fit', () => {
  expect(fitted('github.com/shop/pricing.Apply', 14)).toBe('…pricing.Apply');
  expect(fitted('short', 14)).toBe('short');
});

it('shows what would move the cursor or colour the terminal', () => {
  expect(printable('a\u001b[31mb\r\u202ec')).toBe('a\\u001b[31mb\\u000d\\u202ec');
});

it('puts figures to the right, and colours after the widths are known', () => {
  const text = columns(
    [1, 100],
    [{ title: 'N', cell: String, style: () => 'red' }],
    { title: 'Name', cell: (row, width) => fitted(`name of ${row}`, width) },
    { width: 25, paint: (style, painted) => `<${style}>${painted}` }
  );
  expect(text).toBe('<bold>  N  Name\n<red>  1  name of 1\n<red>100  name of 100');
});
