import { css, cx } from '@emotion/css';
import React, { useEffect, useState } from 'react';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import type { Look } from '../look/useLook';
import { BAR_HEIGHTS, NARROW } from '../panelLayout';
import type { ScreenAction } from '../view/scene';
import type { Grown, Judged } from '../view/comparison';
import type { Comparison } from '../view/viewState';
import type { ValueFormat } from '../valueFormat';
import { ChangeLegend } from './ChangeLegend';
import { CompareOptions } from './CompareOptions';
import { GrowthLine } from './GrowthLine';
import { JudgementDialog } from './JudgementDialog';
import { useGrowth } from './useGrowth';
import { useJudgement } from './useJudgement';
import { verdictText } from './verdict';

interface Props {
  look: Look;
  frame: DataFrame;
  format: ValueFormat;
  comparison: Comparison;
  /** In CSS pixels. */
  width: number;
  /** There is no room for the bar, and only for what stands over the panel. */
  hidden: boolean;
  /** Once it is known which changes are more than chance; undefined again with another comparison. */
  onJudged(judged: Judged | undefined): void;
  /** Once it is known what grows over the range. */
  onGrown(grown: Grown | undefined): void;
  act(action: ScreenAction): void;
}

/** From this width on, each choice of how the sides are shown has a button. */
const ALL_OPTIONS = 1300;
/** And from this one, each colour of the legend a number. */
const ALL_NUMBERS = 800;

/** What the colours of a comparison mean, and whether its changes are more than chance. */
export function CompareBar({ frame, format, look, comparison, width, hidden, onJudged, onGrown, act }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const { judgement, canAsk, never, ask, cancel } = useJudgement(frame);
  // Where nothing can be said there is no column for it.
  const judged = judgement.kind === 'judged' && judgement.meta.whole ? judgement.functions : undefined;
  useEffect(() => {
    onJudged(judged && new Map(judged.map((one) => [one.name, one])));
  }, [judged, onJudged]);
  const { growth, ...growing } = useGrowth(frame);
  const grown = growth.kind === 'grown' && growth.meta.whole ? growth.functions : undefined;
  useEffect(() => {
    onGrown(grown && new Map(grown.map((one) => [one.name, one])));
  }, [grown, onGrown]);
  const saysMuch = growing.canAsk || judgement.kind !== 'idle';
  const button = (text: string, onClick: () => void, tooltip?: string, disabled = false) => (
    <Button size="sm" fill="text" variant="primary" className={styles.button} {...{ tooltip, disabled, onClick }}>
      {text}
    </Button>
  );
  return (
    <div className={cx(styles.bar, width < NARROW && styles.lines, hidden && styles.hidden)}>
      {growing.canAsk && (
        <div className={styles.verdict} data-testid="hotpath-growth">
          <GrowthLine {...{ growth, format, button }} {...growing} className={styles.text} />
        </div>
      )}
      {canAsk && (
        <div className={styles.verdict} data-testid="hotpath-verdict">
          {judgement.kind === 'idle' &&
            button(
              t('panel.judge.ask', 'Is it real?'),
              ask,
              never ??
                t(
                  'panel.judge.ask-is',
                  'Loads both sides in up to 16 slices of time each, and tells changes from chance'
                ),
              never !== undefined
            )}
          {judgement.kind === 'asking' && (
            <>
              <span role="status">
                {judgement.of > 0
                  ? t('panel.judge.asking', 'Checking: {{done}} of {{of}} slices…', judgement)
                  : t('panel.judge.starting', 'Checking…')}
              </span>
              {button(t('panel.judge.cancel', 'Cancel'), cancel)}
            </>
          )}
          {judgement.kind === 'failed' && (
            <>
              <span role="alert" className={styles.text} title={judgement.text}>
                {judgement.text}
              </span>
              {button(t('panel.judge.again', 'Try again'), ask)}
            </>
          )}
          {judgement.kind === 'judged' && (
            <>
              <span role="status" className={styles.text} title={verdictText(judgement.functions, judgement.meta)}>
                {verdictText(judgement.functions, judgement.meta)}
              </span>
              {judgement.functions.length > 0 &&
                button(t('panel.judge.details', 'Which functions?'), () => setOpen(true))}
            </>
          )}
        </div>
      )}
      <CompareOptions
        {...{ comparison, act }}
        narrow={width < ALL_OPTIONS}
        judged={judged !== undefined}
        unjudged={never}
        className={styles.button}
      />
      <ChangeLegend look={look} narrow={width < (saysMuch ? ALL_OPTIONS : ALL_NUMBERS)} />
      {open && judgement.kind === 'judged' && (
        <JudgementDialog
          functions={judgement.functions}
          meta={judgement.meta}
          onChoose={(name) => {
            setOpen(false);
            act({ type: 'goToFunction', name, zoom: false });
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: BAR_HEIGHTS.legend,
    flexShrink: 0,
    minWidth: 0,
    overflow: 'hidden',
  }),
  lines: css({
    flexWrap: 'wrap',
    height: 2 * BAR_HEIGHTS.legend,
    alignContent: 'flex-start',
    rowGap: 0,
    // What is said first has a line of its own.
    '& > :first-child': { flexBasis: '100%', height: BAR_HEIGHTS.legend },
  }),
  hidden: css({ display: 'none' }),
  verdict: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minWidth: 0,
    flexShrink: 1,
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis', minWidth: 0 }),
  button: css({ height: BAR_HEIGHTS.legend, padding: theme.spacing(0, 0.5), flexShrink: 0 }),
});
