import React, { useState } from 'react';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { AnnotationEvent, AnnotationQuery } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { firstValueFrom } from 'rxjs';
import {
  SelectSeriesRequestSchema,
  SelectSeriesResponseSchema,
} from '../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import type { TimeSeries } from '../../../pkg/pyroscope/api';
import type { PyroscopeQuery } from '../query/query';
import {
  answerTo,
  CPU,
  dataSource,
  fakeBackend,
  packets,
  queryRequest,
  RANGE,
  type Answers,
} from '../testing/fakeHost';
import { giveSizes, LISTS, timeRange } from '../testing/showEditor';
import { AnnotationQueryEditor } from './AnnotationQueryEditor';
import { annotationSupport } from './annotationSupport';
import { newValues } from '../answer/markers/newValues';

function series(labels: Record<string, string>, ...timestamps: number[]): TimeSeries {
  return {
    labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
    timestamps,
    values: timestamps.map(() => 1),
    exemplars: [],
    annotations: [],
  };
}

const shop = (version: string, ...at: number[]) => series({ service_name: 'shop', version }, ...at);

describe('new values of a label', () => {
  it.each<[string, TimeSeries[], unknown[]]>([
    ['none where the value was there already', [shop('v1', 90, 110, 120)], []],
    ['one where it changes', [shop('v1', 90, 110), shop('v2', 120, 130)], [{ time: 120, before: 'v1', value: 'v2' }]],
    [
      'the latest before, of several',
      [shop('v1', 90), shop('v2', 95, 110), shop('v3', 120)],
      [{ time: 120, before: 'v2', value: 'v3' }],
    ],
    ['none when an old one comes back', [shop('v1', 90, 130), shop('v2', 95, 110)], []],
    ['the first of a service that was not there', [shop('v1', 110)], [{ time: 110, value: 'v1' }]],
    [
      'each by its service',
      [shop('v1', 90), series({ service_name: 'cart', version: 'v1' }, 110)],
      [{ time: 110, service: 'cart', value: 'v1' }],
    ],
    [
      'a rollout through several series of one value',
      [shop('v1', 90, 140), series({ service_name: 'shop', version: 'v2', pod: 'b' }, 130), shop('v2', 120)],
      [{ time: 120, before: 'v1', value: 'v2' }],
    ],
    ['none where the label is missing', [series({ service_name: 'shop' }, 120)], []],
  ])('%s', (_, all, expected) =>
    expect(newValues(all, 'version', 100)).toEqual(expected.map((mark) => ({ service: 'shop', ...(mark as object) })))
  );

  it('of the service itself have no service beside them', () => {
    expect(newValues([series({ service_name: 'cart' }, 120)], 'service_name', 100)).toEqual([
      { time: 120, service: '', value: 'cart' },
    ]);
  });

  it('are not seen where a value is zero', () => {
    const still = { ...shop('v2', 120), values: [0] };
    expect(newValues([still], 'version', 100)).toEqual([]);
  });
});

function answered(...all: TimeSeries[]): Answers {
  const message = create(SelectSeriesResponseSchema, {
    series: all.map(({ labels, timestamps, values }) => ({
      labels,
      points: timestamps.map((at, index) => ({ timestamp: BigInt(at), value: values[index] })),
    })),
  });
  return { SelectSeries: { body: toBinary(SelectSeriesResponseSchema, message) } };
}

/** As Grafana runs an annotation: its query through the data source, the frames through its events. */
async function events(target: unknown, answers: Answers) {
  const sent = fakeBackend(answers);
  const annotation = { name: 'Deployments', enable: true, iconColor: 'red', target } as AnnotationQuery<PyroscopeQuery>;
  const query = annotationSupport.prepareQuery!(annotation)!;
  const response = await answerTo(dataSource(), queryRequest([query], { app: 'dashboard' }));
  const found = await firstValueFrom(annotationSupport.processEvents!(annotation, response.data));
  return { sent, response, events: found as AnnotationEvent[] };
}

describe('deploy markers', () => {
  const at = Math.ceil(RANGE.from / 15_000) * 15_000 + 60_000;
  const target = { refId: 'x', labelSelector: '{service_name="shop"}', profileTypeId: CPU, newValuesOf: 'version' };

  it('are events with a text and tags', async () => {
    const { events: found } = await events(target, answered(shop('v1', at - 90_000, at), shop('v2', at)));
    expect(found).toEqual([{ time: at, text: expect.anything(), tags: ['shop', 'version:v2'] }]);
    expect(found[0].text).toMatch(/^shop: version v1 → v2<br><a href="[^"<>]+">Compare before and after<\/a>$/);
  });

  it('lead to what was before them compared with what came after', async () => {
    const { events: found } = await events(target, answered(shop('v1', at - 90_000, at), shop('<v2>', at)));
    const shown = new DOMParser().parseFromString(found[0].text!, 'text/html');
    expect(shown.body.textContent).toContain('version v1 → <v2>');
    const url = new URL(shown.querySelector('a')!.href);
    expect(url.pathname).toBe('/explore');
    const { hotpath } = JSON.parse(url.searchParams.get('panes')!);
    const around = RANGE.to - at;
    expect(hotpath.queries[0]).toMatchObject({
      queryType: 'compare',
      profileTypeId: CPU,
      labelSelector: '{version="<v2>", service_name="shop"}',
      compared: { time: 'range', from: `${at}` },
      baseline: { labelSelector: '{version="v1", service_name="shop"}', time: 'range', to: `${at}` },
    });
    const { compared, baseline } = hotpath.queries[0];
    expect(Number(compared.to) - at).toBe(at - Number(baseline.from));
    expect(Number(compared.to) - at).toBeGreaterThanOrEqual(Math.min(around, 3_600_000));
  });

  it('ask for one series per value, from before the range', async () => {
    const { sent } = await events({ ...target, newValuesOf: 'service_git_ref' }, answered());
    const asked = fromBinary(SelectSeriesRequestSchema, sent[0].body);
    expect(asked).toMatchObject({
      profileTypeID: CPU,
      labelSelector: '{service_name="shop"}',
      groupBy: ['service_name', 'service_git_ref'],
      step: 15,
    });
    expect(Number(asked.start)).toBeLessThanOrEqual(RANGE.from - 300_000);
    expect(Number(asked.start) % 15_000).toBe(0);
    expect(Number(asked.end)).toBeGreaterThanOrEqual(RANGE.to);
  });

  it.each([[undefined], [null], [{ newValuesOf: 7, labelSelector: null, profileTypeId: CPU }]])(
    'saved as %j are those of the default label',
    async (saved) => {
      const { sent } = await events(saved, { ...answered(), Series: LISTS.Series });
      const asked = fromBinary(SelectSeriesRequestSchema, sent[sent.length - 1].body);
      expect(asked.groupBy).toEqual(['service_name', 'version']);
      expect(asked.labelSelector).toBe('{}');
      expect(asked.profileTypeID).toBe(CPU);
    }
  );

  it('fail with a sentence', async () => {
    fakeBackend({ SelectSeries: { status: 503, body: '{"code":"unavailable"}', contentType: 'application/json' } });
    const [{ errors }] = await packets(dataSource(), queryRequest([target], { app: 'dashboard' }));
    expect(errors?.[0].message).toMatch(/is not available right now \(503\)/);
    const broken = await answerTo(dataSource(), queryRequest([{ ...target, labelSelector: '{a=' }]));
    expect(broken.errors?.[0].message).toMatch(/Syntax error in the label selector at character 4/);
  });
});

describe('their editor', () => {
  beforeAll(giveSizes);

  it('sets label, selector and type, and keeps the rest', async () => {
    fakeBackend({ ...LISTS, ProfileTypes: { body: '' } });
    const source = dataSource();
    const saved: PyroscopeQuery[] = [];
    function Page() {
      const [query, setQuery] = useState({
        refId: 'Anno',
        newValuesOf: 'version',
        own: 1,
      } as unknown as PyroscopeQuery);
      return (
        <AnnotationQueryEditor
          query={query}
          datasource={source}
          range={timeRange(RANGE.from, RANGE.to)}
          onChange={(next) => {
            saved.push(next);
            setQuery(next);
          }}
          onRunQuery={() => undefined}
        />
      );
    }
    render(<Page />);
    const label = screen.getByLabelText(/^Mark new values of/);
    expect(label).toHaveValue('version');
    await userEvent.click(label);
    await userEvent.clear(label);
    await userEvent.keyboard('reg{ArrowDown}{Enter}');
    expect(saved[saved.length - 1]).toMatchObject({ newValuesOf: 'region', own: 1 });
    await userEvent.click(screen.getByLabelText(/^Label selector/));
    await userEvent.clear(screen.getByLabelText(/^Label selector/));
    await userEvent.paste('{service_name="shop"}');
    expect(saved[saved.length - 1]).toMatchObject({ newValuesOf: 'region', labelSelector: '{service_name="shop"}' });
  });
});
