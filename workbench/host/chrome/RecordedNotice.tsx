import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { useSettings } from '../services/useSettings';

/** Says, where recorded profiles are served, that their times are not those of the recording. */
export function RecordedNotice() {
  const styles = useStyles2(getStyles);
  const { recordedEndMs } = useSettings().workbench;
  if (recordedEndMs === undefined) {
    return null;
  }
  return (
    <div className={styles.line} role="note" data-testid="recorded-notice">
      <Icon name="info-circle" />
      <span>
        Recorded profiles of real services, re-timed to end when the workbench was started:{' '}
        {dateTimeFormat(recordedEndMs)}.
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '& svg': { flex: 'none', marginTop: 2 },
  }),
});
