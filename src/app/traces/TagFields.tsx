import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, Field, IconButton, Input, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import type { TagLabel } from './tempoLink';

interface Props {
  tags: TagLabel[];
  /** The labels that profiles have. */
  labels: string[];
  onChange: (tags: TagLabel[]) => void;
}

/** Which label of a profile has the value of which tag of a span. */
export function TagFields({ tags, labels, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const change = (at: number, part: Partial<TagLabel>) =>
    onChange(tags.map((tag, index) => (index === at ? { ...tag, ...part } : tag)));
  return (
    <Field
      noMargin
      label={t('app.traces.tags', 'Tags')}
      description={t('app.traces.tags-are', 'Profiles are selected by these attributes of the span: tag, then label.')}
    >
      <div className={styles.rows}>
        {tags.map(({ key, value }, at) => (
          <div key={at} className={styles.row}>
            <Input
              value={key}
              className={styles.field}
              aria-label={t('app.traces.tag', 'Tag {{number}}', { number: at + 1 })}
              placeholder="service.name"
              onChange={(event) => change(at, { key: event.currentTarget.value })}
            />
            <span aria-hidden>→</span>
            <div className={styles.field}>
              <label htmlFor={`tag-label-${at}`} className={styles.unseen}>
                {t('app.traces.label', 'Label {{number}}', { number: at + 1 })}
              </label>
              <Combobox
                id={`tag-label-${at}`}
                options={[...new Set([...labels, ...(value ? [value] : [])])].map((name) => ({
                  value: name,
                  label: name,
                }))}
                value={value || null}
                placeholder="service_name"
                createCustomValue
                onChange={(option) => change(at, { value: option.value })}
              />
            </div>
            <IconButton
              name="trash-alt"
              disabled={tags.length === 1}
              tooltip={t('app.traces.remove', 'Remove tag {{number}}', { number: at + 1 })}
              onClick={() => onChange(tags.filter((_, index) => index !== at))}
            />
          </div>
        ))}
        <div>
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            icon="plus"
            onClick={() => onChange([...tags, { key: '', value: '' }])}
          >
            {t('app.traces.add', 'Add tag')}
          </Button>
        </div>
      </div>
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  field: css({ flex: '1 1 0', minWidth: 0, maxWidth: 304 }),
  unseen: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
