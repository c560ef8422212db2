import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, IconButton, Spinner, useStyles2 } from '@grafana/ui';
import type { LineAmount } from '../../frames/askDetails';
import { t } from '../../wording/t';
import { copyAndTell } from '../menu/copyAndTell';
import type { ScreenAction } from '../view/scene';
import type { ValueFormat } from '../valueFormat';
import type { KnownSource } from './knownSources';
import { placeOf, placeText } from './place';
import type { SourceState } from './useCallSource';

interface Props {
  name: string;
  state: SourceState;
  again(): void;
  format: ValueFormat;
  /** The amounts of a comparison's lines are of its later side. */
  compared: boolean;
  act(action: ScreenAction): void;
}

const LISTED = 8;

/** Where the function is written, and what its lines take; or why that is not known. */
export function SourceSection({ name, state, again, format, compared, act }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <section aria-live="polite" data-testid="hotpath-source">
      <div role="heading" aria-level={3} className={styles.title}>
        {t('panel.details.source', 'File and line')}
      </div>
      {state.kind === 'nobody to ask' && (
        <div className={styles.quiet}>
          {t('panel.details.nobody', 'Not known: the data source does not tell files and lines of this frame.')}
        </div>
      )}
      {state.kind === 'asking' && (
        <div className={styles.quiet}>
          <Spinner inline /> {t('panel.details.asking', 'Asking for file and line…')}
        </div>
      )}
      {state.kind === 'failed' && (
        <div role="alert">
          <Icon name="exclamation-circle" className={styles.error} />{' '}
          {t('panel.details.failed', 'File and line could not be asked for: {{reason}}', { reason: state.reason })}{' '}
          <Button variant="secondary" size="sm" onClick={again}>
            {t('panel.details.again', 'Try again')}
          </Button>
        </div>
      )}
      {state.kind === 'answered' && <Answered source={state.source} {...{ name, format, compared, act }} />}
    </section>
  );
}

function Answered({
  source,
  name,
  format,
  compared,
  act,
}: Pick<Props, 'name' | 'format' | 'compared' | 'act'> & { source: KnownSource }) {
  const styles = useStyles2(getStyles);
  const place = placeOf(source, name);
  if (!place) {
    return (
      <div className={styles.quiet}>
        {source.total === 0
          ? t('panel.details.no-call', 'The profile with files and lines has no such call.')
          : t('panel.details.no-lines', 'This profile has no files and lines.')}
      </div>
    );
  }
  const lines = source.lines.filter(({ line }) => line > 0);
  const text = placeText(place);
  return (
    <>
      <div className={styles.place}>
        <span className={styles.file}>{text}</span>
        <IconButton
          name="copy"
          size="sm"
          tooltip={t('panel.details.copy-file', 'Copy file and line')}
          onClick={() => copyAndTell(text, act)}
        />
      </div>
      {lines.length === 0 ? (
        <div className={styles.quiet}>{t('panel.details.no-line-numbers', 'This profile has no line numbers.')}</div>
      ) : (
        <Lines lines={lines} file={place.file} {...{ source, format }} />
      )}
      {noteOf(source, compared).map((note) => (
        <div key={note} className={styles.quiet}>
          {note}
        </div>
      ))}
    </>
  );
}

/** Where what is asked for with lines adds up to something else than is shown, only shares are comparable. */
function sameAmounts({ total, expected, allSamples, isOther }: KnownSource): boolean {
  return total === expected && !allSamples && !isOther;
}

function Lines({
  lines,
  file,
  source,
  format,
}: {
  lines: readonly LineAmount[];
  file: string;
  source: KnownSource;
  format: ValueFormat;
}) {
  const styles = useStyles2(getStyles);
  const withAmounts = sameAmounts(source) && format.kind !== 'summed';
  const cell = (value: number) => (
    <td title={withAmounts ? format.exact(value) : undefined}>
      {value === 0 ? (
        '–'
      ) : (
        <>
          {withAmounts && `${format.text(value)} · `}
          {format.share(value, source.total)}
        </>
      )}
    </td>
  );
  const more = lines.length - LISTED;
  return (
    <>
      <table className={styles.lines}>
        <caption className={styles.caption}>{t('panel.details.lines', 'Lines, in shares of this function')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('panel.details.line', 'Line')}</th>
            <th scope="col">{t('panel.card.self', 'Self')}</th>
            <th scope="col">{t('panel.card.total', 'Total')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, LISTED).map((one) => (
            <tr key={`${one.line} ${one.file}`}>
              <th scope="row">{one.file === file ? one.line : `${baseName(one.file)}:${one.line}`}</th>
              {cell(one.self)}
              {cell(one.total)}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <div className={styles.quiet}>{t('panel.details.more', '{{count}} more', { count: more })}</div>}
    </>
  );
}

function noteOf(source: KnownSource, compared: boolean): string[] {
  return [
    ...(compared ? [t('panel.details.lines-after', 'Lines of the later side (after).')] : []),
    ...(source.allSamples
      ? [
          t(
            'panel.details.all-samples',
            'Lines of all samples in the range: those of a span alone cannot be asked for.'
          ),
        ]
      : []),
    ...(source.isOther
      ? [
          t(
            'panel.details.other-call',
            'Lines of its heaviest call, for the transforms leave no call as it is in the profile.'
          ),
        ]
      : []),
  ];
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  quiet: css({ color: theme.colors.text.secondary }),
  error: css({ color: theme.colors.error.text }),
  place: css({ display: 'flex', alignItems: 'flex-start', gap: theme.spacing(0.5) }),
  file: css({ fontFamily: theme.typography.fontFamilyMonospace, overflowWrap: 'anywhere', minWidth: 0 }),
  caption: css({
    captionSide: 'top',
    padding: theme.spacing(0.5, 0, 0),
    color: theme.colors.text.secondary,
    textAlign: 'left',
  }),
  lines: css({
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
    '& td, & th': { padding: theme.spacing(0, 0, 0, 1), textAlign: 'right', fontWeight: 'normal' },
    '& th': { color: theme.colors.text.secondary },
    '& th:first-child': { textAlign: 'left', paddingLeft: 0 },
  }),
});
