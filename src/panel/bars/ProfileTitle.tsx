import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import type { CallTree } from '../../../pkg/calltree/tree';
import { profileMeta } from '../../frames/profileMeta';
import type { ValueFormat } from '../valueFormat';
import { frameName, type ProfileFrame } from '../frame/profiles';
import { t } from '../../wording/t';
import { BAR_HEIGHTS } from '../panelLayout';
import { describeProfile, titleFits } from './title';

interface Props {
  profile: ProfileFrame;
  tree: CallTree;
  format: ValueFormat;
  timeRange: TimeRange;
  timeZone: TimeZone;
  loading: boolean;
  /**
   * The most that it can take, in pixels: where subject and amount do not fit, or a picker stands beside them, only the
   * value is said.
   */
  room: number;
  picker?: React.ReactNode;
  /** What stands beside the numbers. */
  end?: React.ReactNode;
}

/** The sentence about the data: what, of whom, when, how much. */
export const ProfileTitle = React.memo(function ProfileTitle({
  profile,
  tree,
  format,
  timeRange,
  timeZone,
  loading,
  room,
  picker,
  end,
}: Props) {
  const styles = useStyles2(getStyles);
  const total = tree.total[0];
  const totalRight = tree.totalRight?.[0];
  const meta = profileMeta(profile.frame);
  const {
    subject,
    amount,
    brief: little,
  } = describeProfile({
    meta,
    fallback: frameName(profile.frame),
    unit: profile.value.config.unit,
    total,
    totalRight,
    format,
    timeRange,
    timeZone,
  });
  const inFull = [
    amount,
    [total, ...(totalRight === undefined ? [] : [totalRight])].map(format.exact).join(' → '),
    ...(format.kind === 'mean' ? [t('panel.title.mean-help', 'Mean of the snapshots in the range')] : []),
    ...(meta?.coresDuring ? [t('panel.title.cores-help', 'The rest of the range has no profiles')] : []),
  ].join(' · ');
  const isBrief = totalRight !== undefined || picker || !titleFits(subject, amount, room);
  return (
    <div className={styles.line}>
      {picker}
      <div className={styles.title} data-testid="hotpath-title">
        <span className={styles.subject} title={subject}>
          {subject}
        </span>
        <span className={isBrief ? styles.brief : styles.amount} title={inFull}>
          {isBrief ? little : amount}
        </span>
      </div>
      {loading && (
        <span className={styles.loading} role="status">
          {t('panel.loading', 'Loading…')}
        </span>
      )}
      {end}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    alignItems: 'center',
    flex: '1 1 auto',
    minWidth: 0,
    gap: theme.spacing(1),
    height: BAR_HEIGHTS.title,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  }),
  title: css({
    display: 'flex',
    flex: '1 1 auto',
    minWidth: 0,
    justifyContent: 'space-between',
    gap: theme.spacing(2),
  }),
  subject: css({
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontWeight: theme.typography.fontWeightMedium,
  }),
  amount: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', fontVariantNumeric: 'tabular-nums' }),
  /** What a title is for. */
  brief: css({ flexShrink: 0, fontVariantNumeric: 'tabular-nums' }),
  loading: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
});
