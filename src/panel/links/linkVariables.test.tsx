import { render, screen } from '@testing-library/react';
import React from 'react';
import {
  FieldConfigOptionsRegistry,
  VariableOrigin,
  VariableSuggestionsScope,
  standardFieldConfigEditorRegistry,
  type FieldConfigPropertyItem,
  type PanelPlugin,
  type StandardEditorProps,
} from '@grafana/data';
import { loadEditor } from '../settings/editorCode';
import { offerLinkVariables } from './linkVariables';

const GrafanasEditor = ({ context }: StandardEditorProps) => (
  <ul>
    {context.getSuggestions?.(VariableSuggestionsScope.Values).map(({ value }) => (
      <li key={value}>{value}</li>
    ))}
  </ul>
);

const grafanas = {
  id: 'links',
  path: 'links',
  name: 'Data links',
  editor: GrafanasEditor,
  override: GrafanasEditor,
  process: (value: unknown) => value,
  shouldApply: () => true,
} as FieldConfigPropertyItem;

const suggestedBy = (Editor: FieldConfigPropertyItem['editor'], item: FieldConfigPropertyItem) => {
  const getSuggestions = () => [{ value: '__value.raw', label: 'Raw value', origin: VariableOrigin.Value }];
  const { unmount } = render(
    <Editor value={[]} onChange={() => undefined} item={item} context={{ data: [], getSuggestions }} />
  );
  const values = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  unmount();
  return values;
};

const OFFERED = ['__frame.function', '__frame.file', '__frame.line', '__frame.labels.service_name', '__value.raw'];

it('offers what is known of a function beside Grafana’s variables, once', () => {
  const fields = new FieldConfigOptionsRegistry();
  const item = { ...grafanas };
  fields.register(item);
  offerLinkVariables(fields);
  offerLinkVariables(fields);
  expect(suggestedBy(item.editor, item)).toEqual(OFFERED);
  expect(suggestedBy(item.override, item)).toEqual(OFFERED);
});

it('has nothing to do where Grafana has no data links', () => {
  expect(() => offerLinkVariables(new FieldConfigOptionsRegistry())).not.toThrow();
});

it('leaves the editor of other panels alone', async () => {
  standardFieldConfigEditorRegistry.setInit(() => [grafanas]);
  const { plugin } = jest.requireActual<{ plugin: PanelPlugin }>('../module');
  await loadEditor();
  const ours = plugin.fieldConfigRegistry.get('links');
  expect(suggestedBy(ours.editor, ours)).toEqual(OFFERED);
  expect(grafanas.editor).toBe(GrafanasEditor);
  expect(suggestedBy(grafanas.editor, grafanas)).toEqual(['__value.raw']);
});
