import { fromBinary } from '@bufbuild/protobuf';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LabelValuesRequestSchema } from '../../../../pkg/pyroscope/gen/types/v1/types_pb';
import { CPU } from '../../testing/fakeHost';
import { giveSizes, labelRow, LISTS, selectorText, showEditor } from '../../testing/showEditor';

beforeAll(giveSizes);

const choose = async (field: HTMLElement, keys: string) => {
  await userEvent.click(field);
  // The list has to be there, or what is typed is taken as it stands.
  await new Promise((done) => setTimeout(done, 50));
  await userEvent.keyboard(keys);
};

describe('LabelBuilder', () => {
  it('adds a label by keyboard alone, and runs once it has a value', async () => {
    const { latest, runs, sent } = showEditor({ labelSelector: '{service_name="api-gateway"}' });
    screen.getByRole('button', { name: 'Add label' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(labelRow(1).getByLabelText('Label')).toHaveFocus());
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(sent.map(({ method }) => method)).toContain('LabelNames'));
    await userEvent.keyboard('reg{Enter}');
    expect(labelRow(1).getByLabelText('Label')).toHaveValue('region');
    expect(latest().labelSelector).toBe('{service_name="api-gateway"}');
    expect(runs).toEqual([]);

    await userEvent.tab();
    await userEvent.tab();
    expect(labelRow(1).getByLabelText('Value')).toHaveFocus();
    await waitFor(() => expect(sent.map(({ method }) => method)).toContain('LabelValues'));
    const [{ body }] = sent.filter(({ method }) => method === 'LabelValues');
    await waitFor(() =>
      expect(fromBinary(LabelValuesRequestSchema, body)).toMatchObject({
        name: 'region',
        matchers: [`{service_name="api-gateway", __profile_type__="${CPU}"}`],
      })
    );
    await userEvent.keyboard('order{Enter}');
    expect(latest().labelSelector).toBe('{service_name="api-gateway", region="order-service"}');
    expect(runs).toEqual([latest()]);
  });

  it('removes a label, leaves the others as they are, and keeps the focus near', async () => {
    const { latest, runs } = showEditor({ labelSelector: '{pod!="p", region=~"e.*"}' });
    await userEvent.click(screen.getByRole('button', { name: 'Remove label pod' }));
    expect(latest().labelSelector).toBe('{region=~"e.*"}');
    expect(runs).toHaveLength(1);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Add label' })).toHaveFocus());
  });

  it('keeps what a matcher means when its operator changes', async () => {
    const { latest } = showEditor({ labelSelector: '{pod="a.b"}' });
    await choose(labelRow(1).getByLabelText('Operator'), '{ArrowDown}{ArrowDown}{Enter}');
    expect(latest().labelSelector).toBe(String.raw`{pod=~"a\\.b"}`);
    await choose(labelRow(1).getByLabelText('Operator'), '{ArrowUp}{ArrowUp}{Enter}');
    expect(latest().labelSelector).toBe('{pod="a.b"}');
  });

  it('collects alternatives, escaped, and runs when the reader is done', async () => {
    const { latest, runs } = showEditor({ labelSelector: '{pod=~"x.*"}' });
    await choose(labelRow(1).getByLabelText('Value'), 'order{ArrowDown}{Enter}');
    await userEvent.clear(labelRow(1).getByLabelText('Value'));
    await userEvent.keyboard('v[[12]{ArrowDown}{Enter}');
    expect(latest().labelSelector).toBe('{pod=~"x.*|order-service|v[12]"}');
    expect(runs).toEqual([]);
    await userEvent.tab();
    await userEvent.tab();
    await waitFor(() => expect(runs).toHaveLength(1));
  });

  it('takes a variable for a value, as it is', async () => {
    const { latest } = showEditor({ labelSelector: '{pod="p"}' });
    await choose(labelRow(1).getByLabelText('Value'), '{Control>}a{/Control}$pod{Enter}');
    expect(latest().labelSelector).toBe('{pod="$pod"}');
  });

  it('says why nothing is listed, and lets it be written', async () => {
    const { latest } = showEditor(
      { labelSelector: '{pod="p"}' },
      { answers: { ...LISTS, LabelValues: { status: 502 } } }
    );
    await choose(labelRow(1).getByLabelText('Value'), '{Control>}a{/Control}q{Enter}');
    expect(await screen.findByText(/No suggestions.*could not be reached/)).toBeInTheDocument();
    expect(latest().labelSelector).toBe('{pod="q"}');
  });
});

describe('builder and code', () => {
  it('are the same selector, and the choice is saved with the query', async () => {
    const selector = String.raw`{service_name="a", "otel.name"!~"x|y(1|2)", pod="q\"uo\\te", region=""}`;
    const { latest, runs } = showEditor({ labelSelector: selector });
    await userEvent.click(screen.getByLabelText('Code'));
    expect(latest()).toMatchObject({ labelSelector: selector, editorMode: 'code' });
    expect(selectorText()).toHaveValue(selector);
    await userEvent.click(screen.getByLabelText('Builder'));
    expect(latest()).toMatchObject({ labelSelector: selector, editorMode: 'builder' });
    expect(labelRow(2).getByLabelText('Value')).toHaveValue('q"uo\\te');
    expect(runs).toEqual([]);
  });

  it.each([
    ['{a=', /cannot show this selector yet/],
    ['{$filters}', /variables as values only/],
    ['{a="b"} # why', /comment/],
  ])('%s stays text, with the reason', async (selector, reason) => {
    const { latest } = showEditor({ labelSelector: selector, editorMode: 'builder' });
    expect(selectorText()).toHaveValue(selector);
    await userEvent.click(screen.getByLabelText('Builder'));
    expect(screen.getByText(reason)).toBeInTheDocument();
    expect(screen.getByLabelText('Code')).toBeChecked();
    expect(latest().labelSelector).toBe(selector);
  });

  it('stays text while it is mended, and turns into rows when asked', async () => {
    const { latest } = showEditor({ labelSelector: '{pod="p"' });
    await userEvent.type(selectorText(), '}');
    expect(selectorText()).toHaveValue('{pod="p"}');
    await userEvent.click(screen.getByLabelText('Builder'));
    expect(labelRow(1).getByLabelText('Value')).toHaveValue('p');
    expect(latest().labelSelector).toBe('{pod="p"}');
  });
});
