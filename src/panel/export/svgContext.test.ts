import { SvgContext, xmlText } from './svgContext';

const measured = () => new SvgContext((text, font) => text.length * parseFloat(font));

it('writes what is drawn, a group for each style', () => {
  const context = measured();
  context.fillStyle = '#f00';
  context.fillRect(0, 1 / 3, 10, 19);
  context.fillRect(10, 0, 5.125, 19);
  context.fillStyle = '#000';
  context.font = '12px "Roboto Mono", monospace';
  context.fillText('a<b> & "c"', 4, 10);
  context.strokeRect(1, 2, 3, 4);
  expect(context.markup()).toBe(
    '<g fill="#f00"><rect x="0" y="0.33" width="10" height="19"/><rect x="10" y="0" width="5.13" height="19"/></g>' +
      '<g fill="#000" style="font: 12px &#34;Roboto Mono&#34;, monospace; white-space: pre" dominant-baseline="central">' +
      '<text x="4" y="10">a&#60;b&#62; &#38; &#34;c&#34;</text></g>' +
      '<g fill="none" stroke="#000" stroke-width="1"><rect x="1" y="2" width="3" height="4"/></g>'
  );
  expect(context.measureText('0000').width).toBe(48);
});

it('is empty while nothing is drawn', () => {
  expect(measured().markup()).toBe('');
});

it('writes names that XML cannot hold so that it can', () => {
  expect(xmlText('a\0b\x1b\ud83d')).toBe('a\ufffdb\ufffd\ufffd');
  expect(xmlText('日本 \u{1F600} \t')).toBe('日本 \u{1F600} \t');
});
