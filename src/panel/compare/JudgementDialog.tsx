import { css } from '@emotion/css';
import React, { useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Modal, useStyles2 } from '@grafana/ui';
import type { JudgedFunction, JudgementMeta } from '../../frames/judgement';
import { durationText } from '../../wording/durationText';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import { points } from './change';
import { judgementText, percent, verdictText } from './verdict';

interface Props {
  functions: readonly JudgedFunction[];
  meta: JudgementMeta;
  onChoose(name: string): void;
  onClose(): void;
}

/** More than anyone reads; the largest changes come first. */
const MOST_ROWS = 200;

/** Function by function: how sure a change is, how large, and whether its cost only moved. */
export function JudgementDialog({ functions, meta, onChoose, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const shown = functions.filter(({ judgement }) => all || judgement !== 'noise');
  const { slices, notes = [] } = meta;
  return (
    <Modal isOpen title={t('panel.judge.title', 'Is it real?')} className={styles.dialog} onDismiss={onClose}>
      <p>{verdictText(functions, meta)}</p>
      {slices && (
        <p className={styles.note}>
          {t(
            'panel.judge.how',
            'The mean shares of {{baseline}} and {{compared}} slices of {{length}} each were compared, which differ a little from those of the graph. Certain: at most 1 in 100 unchanged pairs has any function that differs so much; likely: at most 10. Changes below 5 % of a function count as noise.',
            { ...slices, length: durationText(Math.round(slices.sliceMs / 1000) * 1000) }
          )}
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <Checkbox
        label={t('panel.judge.all', 'Show noise too')}
        value={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
      {shown.length === 0 ? (
        <p>{t('panel.judge.none', 'No function changed by more than chance.')}</p>
      ) : (
        // A scrolling part of a page has to be reachable by keyboard.
        <div className={styles.scroller} tabIndex={0} role="group" aria-label={t('panel.judge.list', 'Functions')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('panel.judge.function', 'Function')}</th>
                <th scope="col">{t('panel.judge.judgement', 'Change is')}</th>
                <th scope="col" className={styles.number}>
                  {t('panel.judge.baseline', 'Baseline')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('panel.judge.compared', 'Comparison')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('panel.judge.change', 'Change (95 % interval)')}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.slice(0, MOST_ROWS).map((one) => (
                <tr key={one.name} className={one.judgement === 'noise' ? styles.noise : undefined}>
                  <td className={styles.name}>
                    <Button fill="text" size="sm" variant="secondary" onClick={() => onChoose(one.name)}>
                      {nameInSentence(one.name)}
                    </Button>
                  </td>
                  <td>
                    {judgementText(one.judgement)}
                    {one.moved && ` · ${t('panel.judge.moved', 'only moved')}`}
                  </td>
                  <td className={styles.number}>{one.baseline > 0 ? percent(one.baseline) : '–'}</td>
                  <td className={styles.number}>{one.compared > 0 ? percent(one.compared) : '–'}</td>
                  <td className={styles.number}>
                    {points(one.change)}{' '}
                    <span className={styles.note}>
                      {t('panel.judge.interval', '({{low}} to {{high}})', {
                        low: points(one.low),
                        high: points(one.high),
                      })}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {functions.some(({ moved }) => moved) && (
        <p className={styles.note}>
          {t(
            'panel.judge.moved-is',
            'Only moved: what calls the function costs as much as before, so the cost went to another function or came from one, as when a function is renamed.'
          )}
        </p>
      )}
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  dialog: css({ width: 'min(960px, calc(100vw - 32px))' }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  scroller: css({ maxHeight: '50vh', overflow: 'auto', marginTop: theme.spacing(1) }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    'th, td': { padding: theme.spacing(0.25, 1), textAlign: 'left', whiteSpace: 'nowrap' },
  }),
  number: css({ textAlign: 'right !important' as 'right', fontVariantNumeric: 'tabular-nums' }),
  name: css({ maxWidth: 380, overflow: 'hidden', fontFamily: theme.typography.fontFamilyMonospace }),
  noise: css({ color: theme.colors.text.secondary }),
});
