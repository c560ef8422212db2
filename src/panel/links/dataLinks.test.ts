import type { DataLink } from '@grafana/data';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { profileFrames } from '../frame/profiles';
import { frameOf } from '../testing/panelProps';
import { dataLinkLabels, dataLinks } from './dataLinks';

function profileWith(...links: DataLink[]) {
  const frame = frameOf(treeOf([['main'], 1]));
  frame.fields.find(({ name }) => name === 'value')!.config.links = links;
  return profileFrames([frame])[0];
}

const place = { file: 'src/a b.py', line: 7, module: '' };
/** Grafana's: a variable `env`, and what it does not know stays. */
const replace = (text: string) => text.replaceAll('${env}', 'prod');
const linksOf = (link: Partial<DataLink>, name = 'run', at: typeof place | null = place, labels = {}) =>
  dataLinks(profileWith({ title: '', url: '', ...link }), name, at ?? undefined, labels, replace);

it('fills in what is known of the function, and Grafana’s own variables', () => {
  expect(
    linksOf(
      {
        title: 'Logs of ${__frame.function}',
        url: 'https://logs/${env}/${__frame.file}?q=${__frame.function}&l=${__frame.line}&t=${__frame.labels.team}',
        targetBlank: true,
      },
      'a&b=c',
      place,
      { team: 'x y' }
    )
  ).toEqual([{ title: 'Logs of a&b=c', href: 'https://logs/prod/src/a%20b.py?q=a%26b%3Dc&l=7&t=x%20y', newTab: true }]);
});

it('leaves out a link that needs what is not known', () => {
  expect(linksOf({ url: 'https://x/${__frame.file}' }, 'run', null)).toEqual([]);
  expect(linksOf({ url: 'https://x/${__frame.labels.team}' })).toEqual([]);
  expect(linksOf({ url: 'https://x/${__frame.function}' }, 'run', null)).toHaveLength(1);
});

it('opens nothing that a function’s name could make of an address', () => {
  expect(linksOf({ url: '${__frame.function}' }, 'javascript:alert(1)')).toEqual([]);
  expect(linksOf({ url: 'javascript:alert(1)' })).toEqual([]);
});

it('knows which labels it needs', () => {
  const profile = profileWith({ title: '${__frame.labels.a}', url: 'https://x/${__frame.labels.b}/${__frame.file}' });
  expect(dataLinkLabels(profile).sort()).toEqual(['a', 'b']);
});
