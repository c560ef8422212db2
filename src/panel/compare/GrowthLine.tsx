import React from 'react';
import { t } from '../../wording/t';
import type { ValueFormat } from '../valueFormat';
import { growthText } from './growthText';
import type { Growth } from './useGrowth';

interface Props {
  growth: Growth;
  format: ValueFormat;
  className: string;
  button(text: string, onClick: () => void): React.ReactNode;
  ask(): void;
  cancel(): void;
}

/** What grows over the range, in words, or how far that is known. */
export function GrowthLine({ growth, format, className, button, ask, cancel }: Props) {
  switch (growth.kind) {
    case 'idle':
      return button(t('panel.growth.ask', 'What grew?'), ask);
    case 'asking':
      return (
        <>
          <span role="status">
            {growth.of > 0
              ? t('panel.growth.asking', 'Growth: {{done}} of {{of}} slices…', growth)
              : t('panel.growth.starting', 'Growth…')}
          </span>
          {button(t('panel.judge.cancel', 'Cancel'), cancel)}
        </>
      );
    case 'failed':
      return (
        <>
          <span role="alert" className={className} title={growth.text}>
            {growth.text}
          </span>
          {button(t('panel.judge.again', 'Try again'), ask)}
        </>
      );
    case 'grown': {
      const text = [growthText(growth.functions, growth.meta, format), ...(growth.meta.notes ?? [])].join(' ');
      return (
        <span role="status" className={className} title={text}>
          {text}
        </span>
      );
    }
  }
}
