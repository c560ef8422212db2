import { LoadingState } from '@grafana/data';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fromBinary } from '@bufbuild/protobuf';
import { LabelNamesRequestSchema, LabelValuesRequestSchema } from '../../../../pkg/pyroscope/gen/types/v1/types_pb';
import type { PyroscopeQuery } from '../../query/query';
import { CPU, RANGE, type Answers } from '../../testing/fakeHost';
import { giveSizes, openOptions, selectorText, showEditor, timeRange } from '../../testing/showEditor';

beforeAll(giveSizes);

/** As text, whatever else the query says. */
function show(saved: Partial<PyroscopeQuery> = {}, answers?: Answers) {
  return showEditor({ editorMode: 'code', ...saved }, { answers });
}

const suggestions = async () => within(await screen.findByRole('listbox', { name: 'Suggestions' }));

describe('SelectorInput', () => {
  it('writes a selector by keyboard alone, label, value and run', async () => {
    const { latest, runs, sent } = show();
    const selector = selectorText();
    await userEvent.click(selector);
    await userEvent.keyboard('{ArrowLeft}');
    expect((await suggestions()).getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'service_name',
      'pod',
      'region',
    ]);
    await userEvent.keyboard('serv');
    expect(await (await suggestions()).findByRole('option', { selected: true })).toHaveTextContent('service_name');
    expect(selector).toHaveAttribute('aria-activedescendant', (await suggestions()).getByRole('option').id);
    await userEvent.keyboard('{Enter}');
    expect(selector).toHaveValue('{service_name=""}');
    expect(await (await suggestions()).findByRole('option', { name: 'order-service' })).toBeInTheDocument();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(selector).toHaveValue('{service_name="order-service"}');
    expect(runs).toEqual([]);
    await userEvent.keyboard('{Enter}');
    expect(runs).toHaveLength(1);
    expect(latest().labelSelector).toBe('{service_name="order-service"}');
    const asked = sent
      .filter(({ method }) => method === 'LabelNames')
      .map(({ body }) => fromBinary(LabelNamesRequestSchema, body).matchers);
    expect(asked).toEqual([[`{__profile_type__="${CPU}"}`]]);
  });

  it('takes what is typed by habit after a label, operator, quotes and brace', async () => {
    const { latest } = show();
    const selector = selectorText();
    await userEvent.click(selector);
    await userEvent.keyboard('{ArrowLeft}serv');
    await (await suggestions()).findByRole('option', { selected: true });
    await userEvent.keyboard('{Enter}=~"web|ap');
    expect(selector).toHaveValue('{service_name=~"web|ap"}');
    expect(await (await suggestions()).findByRole('option', { name: 'api-gateway' })).toBeInTheDocument();
    await userEvent.keyboard('i.*", po');
    await (await suggestions()).findByRole('option', { selected: true });
    await userEvent.keyboard('{Enter}="web-1"}');
    expect(latest().labelSelector).toBe('{service_name=~"web|api.*", pod="web-1"}');
    expect(selector).toHaveValue(latest().labelSelector);
  });

  it('writes over a selection as any field does', async () => {
    show({ labelSelector: '{a="b"}' });
    const selector = selectorText() as HTMLInputElement;
    await userEvent.click(selector);
    selector.setSelectionRange(4, 7);
    await userEvent.keyboard('"');
    expect(selector).toHaveValue('{a=""');
  });

  it('asks for values of the labels chosen already', async () => {
    const { sent } = show({ labelSelector: '{region="eu", service_name=""}' });
    const selector = selectorText();
    await userEvent.click(selector);
    await userEvent.keyboard('{End}{ArrowLeft}{ArrowLeft}');
    await suggestions();
    await waitFor(() => expect(sent.map(({ method }) => method)).toContain('LabelValues'));
    const { body } = sent.filter(({ method }) => method === 'LabelValues')[0];
    expect(fromBinary(LabelValuesRequestSchema, body)).toMatchObject({
      name: 'service_name',
      matchers: [`{region="eu", __profile_type__="${CPU}"}`],
    });
  });

  it('offers operators', async () => {
    show({ labelSelector: '' });
    const selector = selectorText();
    await userEvent.click(selector);
    await userEvent.keyboard('{Control>}a{/Control}{{pod!');
    expect((await suggestions()).getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      '!=is not',
      '!~does not match the regular expression',
    ]);
  });

  it('shows a failing look-up as such', async () => {
    show({}, { LabelNames: { status: 502 }, Series: { status: 502 } });
    const selector = selectorText();
    expect(await screen.findByText(/Could not list services and types.*could not be reached/)).toBeInTheDocument();
    await userEvent.click(selector);
    await userEvent.keyboard('{ArrowLeft}');
    expect(await screen.findByText(/^Pyroscope could not be reached/)).toBeInTheDocument();
  });

  it('closes the list by Escape and keeps the text', async () => {
    show();
    const selector = selectorText();
    await userEvent.click(selector);
    await userEvent.keyboard('{ArrowLeft}po');
    await suggestions();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('listbox', { name: 'Suggestions' })).not.toBeInTheDocument();
    expect(selector).toHaveValue('{po}');
  });

  it('runs by Shift+Enter from anywhere', async () => {
    const { runs } = show();
    const selector = selectorText();
    await userEvent.click(selector);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(runs).toHaveLength(1);
    await openOptions();
    await userEvent.click(screen.getByLabelText('Max nodes'));
    await userEvent.keyboard('512{Enter}');
    expect(runs).toHaveLength(2);
    expect(runs[1].maxNodes).toBe(512);
  });

  it('stays empty when it is emptied', async () => {
    const { latest } = show();
    const selector = selectorText();
    await userEvent.clear(selector);
    expect(selector).toHaveValue('');
    expect(selector).toBeValid();
    await userEvent.keyboard('{{a="b"}');
    expect(selector).toHaveValue('{a="b"}');
    expect(latest().labelSelector).toBe('{a="b"}');
  });

  it('leaves an error to the answer that says it, until the selector has another', async () => {
    const message = 'Syntax error in the label selector at character 4 ({a=▸}): unexpected "}" in label matching';
    const range = timeRange(RANGE.from, RANGE.to);
    const data = {
      state: LoadingState.Error,
      series: [],
      timeRange: range,
      errors: [{ refId: 'A', message: `${message}, expected string. Write it as…` }],
    };
    showEditor({ editorMode: 'code', labelSelector: '{a=}' }, { data });
    const selector = selectorText();
    expect(selector).toBeInvalid();
    expect(screen.queryByText(/at character 4/)).not.toBeInTheDocument();
    await userEvent.click(selector);
    await userEvent.keyboard('{Home}{ArrowRight}b');
    expect(screen.getByText(/at character 5/)).toBeInTheDocument();
  });

  it('says where a selector is wrong, while it is written', async () => {
    show({ labelSelector: '{a=}' });
    const selector = selectorText();
    expect(selector).toBeInvalid();
    expect(screen.getByText(/at character 4/)).toBeInTheDocument();
    expect(screen.getByLabelText('Service')).toBeDisabled();
  });
});
