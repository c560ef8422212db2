import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import type { EditorDataSource } from './editorDataSource';
import { lengthText } from '../query/expensiveQueryGuard';
import type { PyroscopeQuery } from '../query/query';
import { t } from '../../wording/t';
import { trimToLastHour } from './trimRange';

interface Props {
  query: PyroscopeQuery;
  range: TimeRange;
  datasource: EditorDataSource;
  onRun: () => void;
}

/** Says what a query that waits would cost, with both ways on a click away. */
export function GuardBanner({ query, range, datasource, onRun }: Props) {
  const styles = useStyles2(getStyles);
  const [untrimmed, setUntrimmed] = useState(false);
  return (
    <Alert
      severity="warning"
      title={t('datasource.guard.title', 'All services over {{length}} may be slow', { length: lengthText(range) })}
      className={styles.alert}
    >
      <div className={styles.content}>
        <span>
          {untrimmed
            ? t('datasource.guard.by-hand', 'Choose the last hour in the time range picker at the top of the page.')
            : t('datasource.guard.text', 'The query is on hold. Choose a service, or:')}
        </span>
        <Button
          size="sm"
          variant="secondary"
          onClick={() => setUntrimmed(!trimToLastHour(query, datasource.uid, range))}
        >
          {t('datasource.guard.trim', 'Trim to the last hour')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          fill="outline"
          onClick={() => {
            datasource.expensiveQueryGuard.confirm(range);
            onRun();
          }}
        >
          {t('datasource.guard.run', 'Run anyway')}
        </Button>
      </div>
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  alert: css({ margin: theme.spacing(0.5, 0) }),
  content: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
