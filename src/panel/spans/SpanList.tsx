import { css, cx } from '@emotion/css';
import React, { useMemo } from 'react';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { Icon, LinkButton, useStyles2 } from '@grafana/ui';
import { exploreLink, traceLinkTo } from '../../exploreLink';
import { readSpans, type SpanRow } from '../../frames/spansFrame';
import { spansMeta, type SpansMeta } from '../../frames/spansMeta';
import { durationText } from '../../wording/durationText';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import { Message } from '../messages/Message';
import { createValueFormat, type ValueFormat } from '../valueFormat';
import { listTitle } from './listTitle';

interface Props {
  frame: DataFrame;
  width: number;
  height: number;
  /** The answer to a new question is not there yet. */
  loading: boolean;
}

/** Below it there is no room for when a span ran, nor for its service on its own. */
const WIDE = 600;
/** Around a span: its samples are stored under the time its profile ended. */
const MARGIN_MS = 60_000;

/** The spans of a trace in order, or those with samples in a function, each with what it used and its flame graph. */
export function SpanList({ frame, width, height, loading }: Props) {
  const styles = useStyles2(getStyles);
  const meta = spansMeta(frame)!;
  const rows = useMemo(() => readSpans(frame), [frame]);
  const format = useMemo(() => createValueFormat({ config: { unit: meta.unit } }), [meta.unit]);
  const { problem } = meta;
  if (problem && rows.length === 0) {
    return (
      <div style={{ width, height }}>
        <Message
          kind={problem.isFailure ? 'error' : 'empty'}
          title={problem.title}
          remedy={problem.remedy}
          detail={problem.detail}
        />
      </div>
    );
  }
  const wide = width >= WIDE;
  const most = Math.max(...rows.map(({ amount = 0 }) => amount));
  const times = timesOf(rows);
  const functionName = meta.functionName === undefined ? undefined : nameInSentence(meta.functionName);
  return (
    <div className={cx(styles.list, loading && styles.dimmed)} style={{ width, height }} data-testid="hotpath-spans">
      <div className={styles.title} role="heading" aria-level={2}>
        <span className={styles.cut}>{listTitle(meta, rows)}</span>
        {meta.traceId && meta.tempo && (
          <LinkButton
            size="sm"
            variant="secondary"
            icon="external-link-alt"
            href={traceLinkTo(meta.tempo.uid, meta.traceId, meta.range)}
          >
            {t('panel.spans.open-trace', 'Open trace')}
          </LinkButton>
        )}
      </div>
      {meta.notes.length > 0 && (
        <div className={styles.notes} role="note">
          <Icon name="info-circle" /> {meta.notes.join(' ')}
        </div>
      )}
      <table className={cx(styles.table, !wide && styles.narrow)}>
        <thead>
          <tr>
            <th scope="col">{t('panel.spans.span', 'Span')}</th>
            {wide && <th scope="col">{t('panel.spans.service', 'Service')}</th>}
            {wide && times && <th scope="col">{t('panel.spans.when', 'When')}</th>}
            {times && (
              <th scope="col" className={styles.number}>
                {t('panel.spans.duration', 'Duration')}
              </th>
            )}
            {functionName !== undefined && (
              <th scope="col" className={styles.number}>
                {t('panel.spans.in-function', 'In the function')}
              </th>
            )}
            <th scope="col" className={styles.number}>
              {meta.label}
            </th>
            <th scope="col">
              <span className={styles.unseen}>{t('panel.spans.open', 'Open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <th
                scope="row"
                title={row.name}
                className={styles.name}
                style={{ paddingLeft: 8 + 12 * Math.min(row.depth, 12) }}
              >
                {row.name || t('panel.spans.unnamed', '(no name)')}
                {!wide && <span className={styles.quiet}> {row.service}</span>}
              </th>
              {wide && <td className={styles.name}>{row.service}</td>}
              {wide && times && (
                <td className={styles.when}>
                  <When row={row} times={times} className={styles.bar} />
                </td>
              )}
              {times && <td className={styles.number}>{lengthText(row.durationMs)}</td>}
              {functionName !== undefined && (
                <td className={styles.number}>
                  {format.text(row.inFunction ?? 0)}{' '}
                  <span className={styles.quiet}>{format.share(row.inFunction ?? 0, row.amount ?? 0)}</span>
                </td>
              )}
              <td className={cx(styles.number, styles.amount)}>
                {row.amount ? (
                  <Amount row={row} most={most} format={format} className={wide ? styles.share : styles.unseen} />
                ) : (
                  <span className={styles.quiet}>{row.note}</span>
                )}
              </td>
              <td className={styles.links}>
                {row.profileId && row.amount ? (
                  <LinkButton
                    size="sm"
                    fill="text"
                    href={profileLinkOf(row, meta)}
                    aria-label={t('panel.spans.profile-of', 'Flame graph of {{name}}', { name: row.name })}
                  >
                    {t('panel.spans.profile', 'Flame graph')}
                  </LinkButton>
                ) : null}
                {functionName !== undefined && meta.tempo && row.traceId && (
                  <LinkButton
                    size="sm"
                    fill="text"
                    href={traceLinkTo(meta.tempo.uid, row.traceId, around(row))}
                    aria-label={t('panel.spans.trace-of', 'Open the trace of {{name}}', { name: row.name })}
                  >
                    {t('panel.spans.open-trace', 'Open trace')}
                  </LinkButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Times {
  from: number;
  length: number;
}

/** From the first span's start to the last one's end; undefined where it is not known how long spans ran. */
function timesOf(rows: readonly SpanRow[]): Times | undefined {
  const timed = rows.filter(({ durationMs }) => durationMs !== undefined);
  if (timed.length === 0) {
    return undefined;
  }
  const from = Math.min(...timed.map(({ startMs }) => startMs));
  const to = Math.max(...timed.map(({ startMs, durationMs = 0 }) => startMs + durationMs));
  return { from, length: Math.max(to - from, 1e-6) };
}

/** When a span ran, as a bar from left to right. */
function When({ row, times, className }: { row: SpanRow; times: Times; className: string }) {
  const left = ((row.startMs - times.from) / times.length) * 100;
  const width = ((row.durationMs ?? 0) / times.length) * 100;
  const after = lengthText(row.startMs - times.from);
  return (
    <span
      className={className}
      style={{ marginLeft: `${left}%`, width: `max(2px, ${width}%)` }}
      role="img"
      aria-label={t('panel.spans.after', 'began after {{time}}', { time: after })}
      title={t('panel.spans.after', 'began after {{time}}', { time: after })}
    />
  );
}

function Amount({
  row,
  most,
  format,
  className,
}: {
  row: SpanRow;
  most: number;
  format: ValueFormat;
  className: string;
}) {
  const { amount = 0, samples } = row;
  const resting =
    samples === undefined
      ? undefined
      : t('panel.spans.samples', '{{count}} samples', { count: samples, defaultValue_one: 'one sample' });
  return (
    <span title={[format.exact(amount), resting].filter(Boolean).join(' · ')}>
      <span className={className} style={{ width: `${(amount / most) * 48}px` }} aria-hidden />
      {format.text(amount)}
    </span>
  );
}

function lengthText(ms: number | undefined): string {
  if (ms === undefined) {
    return '';
  }
  return ms < 10 ? `${Number(ms.toPrecision(2))} ms` : durationText(ms);
}

function around({ startMs, durationMs = 0 }: SpanRow): { from: number; to: number } {
  return { from: Math.floor(startMs) - MARGIN_MS, to: Math.ceil(startMs + durationMs) + MARGIN_MS };
}

function profileLinkOf(row: SpanRow, { source, profileTypeId }: SpansMeta): string {
  const query = {
    queryType: 'profile',
    profileTypeId,
    labelSelector: row.service ? `{service_name=${JSON.stringify(row.service)}}` : '{}',
    spanSelector: [row.profileId],
    spanTraceId: row.traceId,
    groupBy: [],
  };
  return exploreLink(source, query, around(row));
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ overflow: 'auto', fontSize: theme.typography.bodySmall.fontSize }),
  dimmed: css({ opacity: 0.5 }),
  title: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 1),
    fontWeight: theme.typography.fontWeightMedium,
    fontSize: theme.typography.body.fontSize,
  }),
  cut: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 }),
  notes: css({ padding: theme.spacing(0, 1, 0.5), color: theme.colors.text.secondary }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    'td, th': { padding: theme.spacing(0.25, 1), textAlign: 'left', whiteSpace: 'nowrap' },
    'thead th': {
      position: 'sticky',
      top: 0,
      background: theme.colors.background.primary,
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightMedium,
    },
    'tbody th': { fontWeight: theme.typography.fontWeightRegular },
    'tbody tr:hover': { background: theme.colors.action.hover },
  }),
  narrow: css({ '& td, & tbody th': { whiteSpace: 'normal' } }),
  name: css({ maxWidth: 0, width: '28%', overflow: 'hidden', textOverflow: 'ellipsis' }),
  when: css({ width: '24%', minWidth: 80 }),
  bar: css({
    display: 'block',
    height: 8,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.primary.main,
  }),
  number: css({ textAlign: 'right !important' as 'right', fontVariantNumeric: 'tabular-nums' }),
  amount: css({ width: '20%' }),
  share: css({
    display: 'inline-block',
    height: 8,
    marginRight: theme.spacing(1),
    background: theme.colors.warning.main,
    borderRadius: theme.shape.radius.default,
  }),
  quiet: css({ color: theme.colors.text.secondary }),
  links: css({ textAlign: 'right' }),
  unseen: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
