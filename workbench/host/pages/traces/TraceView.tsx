import { css } from '@emotion/css';
import { useMemo, useState } from 'react';
import {
  type DataSourceInstanceSettings,
  type GrafanaTheme2,
  type SplitOpen,
  type TimeRange,
  dateTimeFormat,
} from '@grafana/data';
import { Icon, LinkButton, useStyles2, useTheme2 } from '@grafana/ui';
import { usePluginLinks } from '../../services/pluginLinks';
import { SpanDetails } from './details/SpanDetails';
import { SpanProfileLink } from './details/SpanProfileLink';
import type { TracesToProfiles } from './details/spanProfile';
import { lengthText } from './lengthText';
import type { Trace, TraceSpan } from './trace';

interface Props {
  trace: Trace;
  tempo: DataSourceInstanceSettings;
  settings: TracesToProfiles | undefined;
  /** Explore's. */
  range: TimeRange;
  timeZone: string;
  onOpenLink: SplitOpen;
}

const MOST_LINKS = 2;

/** A trace as Grafana's trace view shows it: a header with what apps add to it, and the spans as a waterfall. */
export function TraceView({ trace, tempo, settings, range, timeZone, onOpenLink }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const datasource = useMemo(() => ({ name: tempo.name, uid: tempo.uid, type: tempo.type }), [tempo]);
  const context = useMemo(() => ({ ...trace, processes: processesOf(trace), datasource }), [trace, datasource]);
  const { links } = usePluginLinks({
    extensionPointId: 'grafana/traceview/header/actions',
    context,
    limitPerPlugin: MOST_LINKS,
  });
  const colors = useServiceColors(trace);
  const toggle = (id: string) =>
    setOpen((before) => {
      const next = new Set(before);
      return next.delete(id) ? next : next.add(id);
    });

  return (
    <section className={styles.view} aria-label="Trace" data-testid="trace-view">
      <header className={styles.header}>
        <div className={styles.words}>
          <h2 className={styles.title}>
            {trace.traceName} <span className={styles.quiet}>{lengthText(trace.duration)}</span>
          </h2>
          <div className={styles.quiet}>
            {dateTimeFormat(trace.startTime / 1000, { timeZone, defaultWithMS: true })} · {trace.spans.length} spans ·{' '}
            {trace.services.length} services · {trace.traceID}
          </div>
        </div>
        {links.map(({ id, title, description, path, icon }) => (
          <LinkButton
            key={id}
            size="sm"
            variant="secondary"
            icon={icon as never}
            tooltip={description}
            href={path}
            target="_blank"
          >
            {title}
          </LinkButton>
        ))}
      </header>
      <ol className={styles.spans} aria-label="Spans">
        {trace.spans.map((span) => {
          const isOpen = open.has(span.spanID);
          const link = { trace, span, settings, onOpenLink };
          return (
            <li key={span.spanID}>
              <div className={styles.row}>
                <button
                  type="button"
                  className={styles.name}
                  style={{ paddingLeft: 8 + 16 * span.depth, borderLeftColor: colors.get(span.serviceName) }}
                  aria-expanded={isOpen}
                  onClick={() => toggle(span.spanID)}
                >
                  <Icon name={isOpen ? 'angle-down' : 'angle-right'} />
                  <span className={styles.cut}>
                    <strong>{span.serviceName}</strong> {span.operationName}
                  </span>
                  <span className={styles.quiet}>{lengthText(span.duration)}</span>
                </button>
                <div className={styles.link}>
                  <SpanProfileLink {...link} compact />
                </div>
                <Bar span={span} trace={trace} color={colors.get(span.serviceName)} />
              </div>
              {isOpen && <SpanDetails {...link} datasource={datasource} range={range} timeZone={timeZone} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Bar({ span, trace, color }: { span: TraceSpan; trace: Trace; color?: string }) {
  const styles = useStyles2(getStyles);
  const share = (part: number) => `${(part / (trace.duration || 1)) * 100}%`;
  return (
    <div className={styles.bars} aria-hidden>
      <div
        className={styles.bar}
        style={{
          marginLeft: share(span.startTime - trace.startTime),
          width: `max(2px, ${share(span.duration)})`,
          background: color,
        }}
      />
    </div>
  );
}

function useServiceColors({ services }: Trace): Map<string, string> {
  const theme = useTheme2();
  return useMemo(() => {
    const { palette, getColorByName } = theme.visualization;
    return new Map(services.map(({ name }, at) => [name, getColorByName(palette[at % palette.length])]));
  }, [services, theme]);
}

/** What sent the spans, as a link's context has them. */
function processesOf({ spans }: Trace) {
  return Object.fromEntries(
    spans.map(({ serviceName, resourceTags }) => [serviceName, { serviceName, tags: resourceTags }])
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
  }),
  words: css({ flex: 1, minWidth: 240 }),
  title: css({ fontSize: theme.typography.h4.fontSize, margin: 0 }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
    overflowWrap: 'anywhere',
  }),
  spans: css({ listStyle: 'none', borderTop: `1px solid ${theme.colors.border.weak}` }),
  row: css({ display: 'flex', alignItems: 'center', '&:hover': { background: theme.colors.action.hover } }),
  name: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '45%',
    minWidth: 0,
    height: theme.spacing(3.5),
    textAlign: 'left',
    border: 'none',
    borderLeft: '3px solid transparent',
    background: 'none',
    color: theme.colors.text.primary,
  }),
  cut: css({ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  link: css({ flex: 'none', width: theme.spacing(4) }),
  bars: css({ flex: 1, minWidth: 0, margin: theme.spacing(0, 1) }),
  bar: css({ height: 10, borderRadius: theme.shape.radius.default }),
});
