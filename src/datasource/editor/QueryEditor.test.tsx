import { create, toBinary } from '@bufbuild/protobuf';
import { CoreApp } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SelectSeriesResponseSchema } from '../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import type { PyroscopeQuery } from '../query/query';
import { CPU, RANGE } from '../testing/fakeHost';
import { giveSizes, LISTS, openOptions, showEditor, timeRange } from '../testing/showEditor';

beforeAll(giveSizes);

describe('QueryEditor', () => {
  it('shows the services to choose from when all are selected', async () => {
    const { latest, runs } = showEditor();
    const choose = within(await screen.findByRole('group', { name: 'Choose a service' }));
    await userEvent.click(choose.getByRole('button', { name: 'order-service' }));
    expect(latest().labelSelector).toBe('{service_name="order-service"}');
    expect(runs).toHaveLength(1);
    expect(screen.queryByRole('group', { name: 'Choose a service' })).not.toBeInTheDocument();
  });

  it('picks a profile type from its kind, by keyboard', async () => {
    const { latest } = showEditor({ labelSelector: '{service_name="api-gateway"}' });
    const type = screen.getByLabelText('Profile type');
    await waitFor(() => expect(type).toHaveValue('CPU time'));
    await userEvent.click(type);
    await userEvent.clear(type);
    await userEvent.keyboard('memory in');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(latest().profileTypeId).toBe('memory:inuse_space:bytes:space:bytes');
    await waitFor(() => expect(type).toHaveValue('Memory in use'));
  });

  it('takes a variable for a profile type', async () => {
    const { latest } = showEditor({ labelSelector: '{service_name="api-gateway"}' });
    const type = screen.getByLabelText('Profile type');
    await waitFor(() => expect(type).toHaveValue('CPU time'));
    await userEvent.click(type);
    await userEvent.clear(type);
    await userEvent.keyboard('$type{ArrowDown}{Enter}');
    expect(latest().profileTypeId).toBe('$type');
  });

  it('runs at once when a service or a type is picked', async () => {
    const { latest, runs } = showEditor();
    const service = screen.getByLabelText('Service');
    await screen.findByRole('group', { name: 'Choose a service' });
    await userEvent.click(service);
    await userEvent.keyboard('order{Enter}');
    expect(latest().labelSelector).toBe('{service_name="order-service"}');
    expect(runs).toEqual([latest()]);
    await userEvent.click(screen.getByLabelText('Profile type'));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(runs).toHaveLength(2);
    expect(runs[1].profileTypeId).not.toBe(CPU);
  });

  it('switches between what can be seen, and saves a heatmap as the built-in data source does', async () => {
    const { latest, runs } = showEditor({ labelSelector: '{service_name="a"}' });
    await userEvent.click(screen.getByLabelText('Heatmap'));
    expect(latest()).toMatchObject({ queryType: 'metrics', includeHeatmap: true });
    expect(screen.getByLabelText('Heatmap')).toBeChecked();
    await userEvent.click(screen.getByLabelText('Both'));
    expect(latest()).toMatchObject({ queryType: 'both', includeHeatmap: undefined });
    expect(runs).toHaveLength(2);
  });

  it('names the type that the answer chooses, and puts the services with most of it first', async () => {
    const totals = [
      ['api-gateway', 5],
      ['order-service', 7],
    ].map(([service, value]) => ({
      labels: [{ name: 'service_name', value: `${service}` }],
      points: [{ timestamp: BigInt(RANGE.to), value: Number(value) }],
    }));
    const series = toBinary(SelectSeriesResponseSchema, create(SelectSeriesResponseSchema, { series: totals }));
    const { sent } = showEditor({ profileTypeId: '' }, { answers: { ...LISTS, SelectSeries: { body: series } } });
    const choose = within(await screen.findByRole('group', { name: 'Choose a service' }));
    const name = `CPU time (${CPU})`;
    await waitFor(() =>
      expect(screen.getByLabelText('Profile type')).toHaveAttribute('placeholder', `Automatic: ${name}`)
    );
    expect(choose.getByText(`Showing ${name} of all services. Pick one:`)).toBeInTheDocument();
    const names = () => choose.getAllByRole('button').map(({ textContent }) => textContent);
    await waitFor(() => expect(names().slice(0, 2)).toEqual(['order-service', 'api-gateway']));
    expect(sent.filter(({ method }) => method === 'Series')).toHaveLength(1);
  });

  it('asks nothing for a query that waits for its user’s word', async () => {
    const range = timeRange('now-12h', 'now', RANGE.to, RANGE.to - 12 * 3_600_000);
    const { sent } = showEditor({ profileTypeId: '' }, { range });
    await screen.findByRole('group', { name: 'Choose a service' });
    expect(sent.map(({ method }) => method)).toEqual(['Series']);
    expect(screen.getByLabelText('Profile type')).toHaveAttribute('placeholder', 'CPU (automatic)');
  });

  it('offers the service that a name was meant for', async () => {
    const { latest, runs } = showEditor({ labelSelector: '{service_name="ordr-service", pod="p"}' });
    const meant = within(await screen.findByRole('group', { name: 'Choose a service' }));
    expect(meant.getByText('Did you mean')).toBeInTheDocument();
    await userEvent.click(meant.getByRole('button', { name: 'order-service' }));
    expect(latest().labelSelector).toBe('{service_name="order-service", pod="p"}');
    expect(runs).toHaveLength(1);
  });

  it.each([
    [CoreApp.Explore, 1],
    [CoreApp.PanelEditor, 0],
    [CoreApp.Dashboard, 0],
  ])(
    'asks the first question in Explore, which opens a query of nothing and does not run it: %s',
    async (app, asked) => {
      const nothing = { labelSelector: undefined, profileTypeId: undefined, queryType: undefined, groupBy: undefined };
      const { latest, runs } = showEditor(nothing as never, { app });
      await screen.findByRole('group', { name: 'Choose a service' });
      expect(runs).toHaveLength(asked);
      expect(latest()).toMatchObject(
        asked ? { refId: 'A', labelSelector: '{}', queryType: 'profile' } : { refId: 'A' }
      );
    }
  );

  it('takes over the question of a link, and changes that', async () => {
    const link = { labelSelector: undefined, profileTypeId: undefined, query: `${CPU}{service_name="api-gateway"}` };
    const { latest, runs } = showEditor(link as never);
    await waitFor(() => expect(screen.getByLabelText('Service')).toHaveValue('api-gateway'));
    expect(screen.getByLabelText('Profile type')).toHaveValue('CPU time');
    expect(runs).toHaveLength(0);
    await userEvent.click(screen.getByLabelText('Both'));
    expect(latest()).toMatchObject({
      ...{ profileTypeId: CPU, labelSelector: '{service_name="api-gateway"}', queryType: 'both' },
    });
    expect(latest()).not.toHaveProperty('query');
  });

  it.each(['up', ''])(
    'asks nothing in place of a link that it cannot read, until a service is chosen: %p',
    async (text) => {
      const { latest, runs } = showEditor({ labelSelector: undefined, profileTypeId: undefined, expr: text } as never);
      const choose = within(await screen.findByRole('group', { name: 'Choose a service' }));
      expect(choose.queryByText(/all services/i)).not.toBeInTheDocument();
      expect(runs).toHaveLength(0);
      // Explore does not run what has no text, and nobody else would say why.
      expect(screen.queryAllByText(/which is empty/)).toHaveLength(text === '' ? 1 : 0);
      await userEvent.click(screen.getByLabelText('Both'));
      expect(latest().labelSelector).toBeUndefined();
      await userEvent.click(choose.getByRole('button', { name: 'order-service' }));
      expect(latest().labelSelector).toBe('{service_name="order-service"}');
    }
  );

  it('keeps every field of a saved query that it does not know', async () => {
    const { latest } = showEditor({
      labelSelector: '{service_name="a"}',
      frameFilter: { x: [1] },
      limit: 3,
    } as Partial<PyroscopeQuery>);
    await openOptions();
    await userEvent.type(screen.getByLabelText('Span IDs'), 'ab');
    expect(latest()).toMatchObject({ frameFilter: { x: [1] }, limit: 3, spanSelector: ['ab'] });
  });

  it('holds two queries on one page apart', async () => {
    const first = showEditor({ refId: 'A', labelSelector: '{region="eu"}', editorMode: 'code' });
    const second = showEditor({ refId: 'B', labelSelector: '{pod="p"}', editorMode: 'code' });
    const [one, other] = screen.getAllByLabelText('Label selector');
    expect(one.id).not.toBe(other.id);
    await userEvent.type(other, '{Backspace}, region="us"}');
    expect(second.latest().labelSelector).toBe('{pod="p", region="us"}');
    expect(first.latest().labelSelector).toBe('{region="eu"}');
    const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('a query of all services over a long range', () => {
  const week = () => timeRange('now-7d', 'now', RANGE.to, RANGE.to - 7 * 86_400_000);

  it('waits in Explore until it is confirmed, and is asked once', async () => {
    const { runs, source, latest } = showEditor({}, { range: week() });
    expect(source.expensiveQueryGuard.holdsBack(latest(), week(), CoreApp.Explore)).toBe(true);
    expect(screen.getByText('All services over 7 d may be slow')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Run anyway' }));
    expect(runs).toHaveLength(1);
    expect(source.expensiveQueryGuard.holdsBack(latest(), week(), CoreApp.Explore)).toBe(false);
  });

  it('is trimmed to its last hour in the address of its own pane', async () => {
    const pane = { datasource: 'hotpath', queries: [{ refId: 'A', key: 'k' }], range: { from: 'now-7d', to: 'now' } };
    const beside = { ...pane, range: { from: 'now-2d', to: 'now' } };
    locationService.push(`/explore?panes=${encodeURIComponent(JSON.stringify({ l: beside, r: pane }))}&own=1`);
    const { latest } = showEditor({}, { range: week() });
    await userEvent.click(screen.getByRole('button', { name: 'Trim to the last hour' }));
    const { panes, own } = locationService.getSearchObject();
    expect(own).toBeTruthy();
    expect(JSON.parse(String(panes))).toEqual({
      l: beside,
      r: { ...pane, queries: [{ key: 'k', ...latest() }], range: { from: 'now-1h', to: 'now' } },
    });
  });

  it('tells how to trim where the address has no such pane', async () => {
    locationService.push('/explore');
    showEditor({}, { range: week() });
    await userEvent.click(screen.getByRole('button', { name: 'Trim to the last hour' }));
    expect(screen.getByText(/time range picker/)).toBeInTheDocument();
  });

  it('does not wait on a dashboard, for a short range, or for a service', () => {
    showEditor({}, { range: week(), app: CoreApp.PanelEditor });
    showEditor({ labelSelector: '{service_name="a"}' }, { range: week() });
    showEditor();
    expect(screen.queryByText(/may be slow/)).not.toBeInTheDocument();
  });
});
