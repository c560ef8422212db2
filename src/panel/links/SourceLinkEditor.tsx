import React, { useState } from 'react';
import type { StandardEditorProps } from '@grafana/data';
import { Combobox, Field, Input, Stack } from '@grafana/ui';
import { t } from '../../wording/t';
import { safeAddress } from './safeAddress';
import { fillTemplate } from './template';

/** What the names of hosts and owners are to be put in place of is in capitals. */
const PRESETS: ReadonlyArray<[label: string, template: string]> = [
  ['GitHub', 'https://github.com/OWNER/REPOSITORY/blob/${ref}/${file}#L${line}'],
  ['GitLab', 'https://gitlab.com/OWNER/REPOSITORY/-/blob/${ref}/${file}#L${line}'],
  ['Bitbucket', 'https://bitbucket.org/OWNER/REPOSITORY/src/${ref}/${file}#lines-${line}'],
  ['VS Code', 'vscode://file/PATH/TO/CODE/${file}:${line}'],
  ['IntelliJ IDEA', 'idea://open?file=/PATH/TO/CODE/${file}&line=${line}'],
];

const OPTIONS = PRESETS.map(([label, value]) => ({ label, value, description: value }));

/** The template of links to source code: one that is common, or one's own. */
export function SourceLinkEditor({ value = '', onChange, id }: StandardEditorProps<string>) {
  const chosen = PRESETS.find(([, template]) => template === value);
  // The Combobox of Grafana 12.3 goes on showing a choice that is none any more, unless it is made anew.
  const [made, setMade] = useState(0);
  const invalid = value !== '' && !isTemplate(value);
  return (
    <Stack direction="column" gap={1}>
      <Field noMargin label={t('panel.source.preset', 'Preset')}>
        <Combobox
          key={made}
          id={`${id ?? 'hotpath-source'}-preset`}
          placeholder={t('panel.source.choose', 'Choose a preset…')}
          options={OPTIONS}
          value={chosen?.[1] ?? null}
          onChange={(option) => onChange(option?.value)}
          isClearable
        />
      </Field>
      <Field
        noMargin
        description={t(
          'panel.options.source-link-help',
          'Address of a line of code, with ${file}, ${line}, ${function}, ${ref} and labels. Empty: by the labels service_repository and service_git_ref'
        )}
        invalid={invalid}
        error={t(
          'panel.source.invalid',
          'Begin with https://, http:// or the scheme of an editor, as vscode://, or with ${service_repository}'
        )}
      >
        <Input
          id={id}
          value={value}
          placeholder="https://…/${file}#L${line}"
          onChange={({ currentTarget }) => {
            setMade(chosen ? made + 1 : made);
            onChange(currentTarget.value || undefined);
          }}
        />
      </Field>
    </Stack>
  );
}

/** Whether it makes an address once its parts are known. */
function isTemplate(template: string): boolean {
  const filled = fillTemplate(template.trim(), (name, first) =>
    first && name === 'service_repository' ? 'https://repository' : 'x'
  );
  return filled !== undefined && safeAddress(filled) !== undefined;
}
