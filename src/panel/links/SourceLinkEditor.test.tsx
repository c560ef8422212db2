import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import type { StandardEditorProps } from '@grafana/data';
import { recordPaint } from '../testing/shownPanel';
import { SourceLinkEditor } from './SourceLinkEditor';

recordPaint();

function Editor() {
  const [value, setValue] = useState<string | undefined>('vscode://file/PATH/TO/CODE/${file}:${line}');
  return <SourceLinkEditor {...({ id: 'link', value, onChange: setValue } as StandardEditorProps<string>)} />;
}

it('shows no preset once its address is changed, and typing goes on', async () => {
  render(<Editor />);
  const preset = () => screen.getByRole('combobox', { name: 'Preset' });
  expect(preset()).toHaveValue('VS Code');
  const address = screen.getByDisplayValue(/^vscode:/);
  await userEvent.type(address, 'xy');
  expect(address).toHaveDisplayValue(/xy$/);
  expect(address).toHaveFocus();
  expect(preset()).toHaveValue('');
});
