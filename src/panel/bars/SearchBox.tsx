import { css } from '@emotion/css';
import React, { forwardRef } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, IconButton, Input, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import type { Search } from '../view/viewState';

interface Props {
  search: Search;
  error?: string;
  onChange(search: Search): void;
  onStep(direction: 1 | -1): void;
  /** Back to the graph. */
  onLeave(): void;
}

export const SearchBox = forwardRef<HTMLInputElement, Props>(function SearchBox(
  { search, error, onChange, onStep, onLeave },
  ref
) {
  const styles = useStyles2(getStyles);
  const regexLabel = search.regex
    ? t('panel.search.plain', 'Search for plain text')
    : t('panel.search.regex', 'Search by regular expression');

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter') {
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      if (search.text !== '') {
        onChange({ ...search, text: '' });
      } else {
        onLeave();
      }
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Input
      ref={ref}
      className={styles.input}
      value={search.text}
      invalid={error !== undefined}
      prefix={<Icon name="search" />}
      placeholder={t('panel.search.placeholder', 'Search functions')}
      aria-label={t('panel.search.label', 'Search functions')}
      data-testid="hotpath-search"
      onChange={(event) => onChange({ ...search, text: event.currentTarget.value })}
      onKeyDown={onKeyDown}
      suffix={
        <div className={styles.suffix}>
          {search.text !== '' && (
            <IconButton
              name="times"
              size="sm"
              tooltip={t('panel.search.clear', 'Clear the search')}
              onClick={() => onChange({ ...search, text: '' })}
            />
          )}
          <button
            type="button"
            className={search.regex ? styles.regexOn : styles.regex}
            aria-pressed={search.regex}
            aria-label={t('panel.search.regex-label', 'Regular expression')}
            title={regexLabel}
            onClick={() => onChange({ ...search, regex: !search.regex })}
          >
            .*
          </button>
        </div>
      }
    />
  );
});

const getStyles = (theme: GrafanaTheme2) => {
  const regex = {
    border: 'none',
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0, 0.5),
    fontFamily: theme.typography.fontFamilyMonospace,
    lineHeight: 1.4,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  };
  return {
    input: css({ flex: '1 1 160px', minWidth: 110, maxWidth: 360 }),
    suffix: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) }),
    regex: css({ ...regex, background: 'none', color: theme.colors.text.secondary }),
    regexOn: css({ ...regex, background: theme.colors.primary.main, color: theme.colors.primary.contrastText }),
  };
};
