import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FieldValidationMessage, useStyles2 } from '@grafana/ui';
import { readQuery, type PyroscopeQuery } from '../../query/query';
import { t } from '../../../wording/t';
import type { OptionsProps } from './optionFields';
import { optionsSummary } from './optionsSummary';
import { ProfileOptions } from './ProfileOptions';
import { shapeOf } from './QueryTypeSwitch';
import { SeriesOptions } from './SeriesOptions';

/** What few queries need, folded into a line that says how it stands; only what the query type uses. */
export function QueryOptions(props: OptionsProps) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const id = useId();
  const { query } = readQuery(props.saved);
  const shape = shapeOf(query);
  const excluding = (query.spanSelector?.length ?? 0) > 0 && otherSelections(query);

  if (shape === 'trace') {
    return null;
  }
  return (
    <div>
      <div className={styles.head}>
        <Button
          fill="text"
          variant="secondary"
          size="sm"
          icon={open ? 'angle-down' : 'angle-right'}
          aria-expanded={open}
          aria-controls={`${id}-options`}
          onClick={() => setOpen(!open)}
        >
          {t('datasource.options.title', 'Options')}
        </Button>
        {!open && <span className={styles.summary}>{optionsSummary(query)}</span>}
      </div>
      {excluding && (
        <FieldValidationMessage>
          {t(
            'datasource.options.exclusive',
            'Span IDs cannot be combined with trace IDs, profile IDs or a call site: clear one or the other.'
          )}
        </FieldValidationMessage>
      )}
      {open && (
        <div id={`${id}-options`} className={styles.fields}>
          {shape !== 'profile' && shape !== 'compare' && <SeriesOptions {...props} />}
          {(shape === 'profile' || shape === 'both' || shape === 'compare') && <ProfileOptions {...props} />}
        </div>
      )}
    </div>
  );
}

function otherSelections({
  traceIdSelector,
  profileIdSelector,
  stackTraceSelector,
  queryType,
}: PyroscopeQuery): boolean {
  return (
    queryType !== 'metrics' &&
    [traceIdSelector, profileIdSelector, stackTraceSelector].some((list) => (list?.length ?? 0) > 0)
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({ display: 'flex', alignItems: 'center', columnGap: theme.spacing(1), minWidth: 0 }),
  summary: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  fields: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    marginTop: theme.spacing(0.5),
  }),
});
