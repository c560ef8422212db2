import React, { useId, type ChangeEvent } from 'react';
import { css } from '@emotion/css';
import { InlineField, Input, type ComboboxOption } from '@grafana/ui';
import { readTime } from '../../query/comparison';
import { hasVariable } from '../../query/interpolation/variableSyntax';
import type { ComparedTime } from '../../query/query';
import { t } from '../../../wording/t';
import { Picker } from '../fields/Picker';

interface Props {
  label: string;
  /** What a time that says nothing means. */
  usual: string;
  times: ComboboxOption[];
  value: ComparedTime;
  onChange: (time: ComparedTime) => void;
  onRun: () => void;
}

/** When one side is: a choice, an offset of one's own, or a start and an end. */
export function TimeField({ label, usual, times, value, onChange, onRun }: Props) {
  const id = useId();
  const time = value.time ?? usual;
  const invalid = readTime(value) === undefined && !hasVariable(String(time));
  const bound = (name: 'from' | 'to', boundLabel: string) => (
    <InlineField label={boundLabel} htmlFor={`${id}-${name}`} className={field}>
      <Input
        id={`${id}-${name}`}
        width={24}
        value={value[name] ?? ''}
        placeholder={name === 'from' ? 'now-2d' : 'now-1d'}
        spellCheck={false}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange({ ...value, [name]: event.currentTarget.value })}
        onBlur={onRun}
        onKeyDown={(event) => event.key === 'Enter' && !event.shiftKey && onRun()}
      />
    </InlineField>
  );
  return (
    <>
      <InlineField
        label={label}
        htmlFor={id}
        className={field}
        invalid={invalid}
        error={invalid ? t('datasource.compare-editor.bad-time', 'Enter an offset such as 90m, 1d or 2w.') : undefined}
      >
        <Picker
          id={id}
          options={times}
          chosen={time}
          ownText={t('datasource.compare-editor.own-offset', 'Earlier by this: 90m, 36h, 2w')}
          minWidth={24}
          maxWidth={50}
          onChange={(listed, typed) => {
            const chosen = meantTime(listed, typed, times);
            onChange(chosen === 'range' ? { time: 'range', from: value.from, to: value.to } : { time: chosen });
            if (chosen !== 'range') {
              onRun();
            }
          }}
        />
      </InlineField>
      {time === 'range' && bound('from', t('datasource.compare-editor.from', 'From'))}
      {time === 'range' && bound('to', t('datasource.compare-editor.to', 'To'))}
    </>
  );
}

/** What was typed is an offset or the beginning of a choice; the list puts the user's own text before what it matches. */
function meantTime(listed: string | undefined, typed: string | undefined, times: ComboboxOption[]): string | undefined {
  const text = typed?.trim() ?? '';
  if (text === '' || readTime({ time: text }) || hasVariable(text)) {
    return text || listed;
  }
  const wanted = text.toLowerCase();
  return times.find(({ label, value }) => (label ?? value).toLowerCase().includes(wanted))?.value ?? listed;
}

const field = css({ margin: 0, maxWidth: '100%', '& > div': { minWidth: 0, flexShrink: 1 } });
