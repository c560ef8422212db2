import { css } from '@emotion/css';
import { useMemo } from 'react';
import { type GrafanaTheme2, type TimeRange, dateTimeFormat } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import { type PluginLink, usePluginLinks } from '../../../services/pluginLinks';
import { lengthText } from '../lengthText';
import type { Attribute } from '../trace';
import { SpanFlameGraph } from './SpanFlameGraph';
import { type SpanLinkProps, SpanProfileLink } from './SpanProfileLink';
import { PROFILE_ID, tagOf } from './spanProfile';

interface Props extends SpanLinkProps {
  datasource: { uid: string; type: string };
  range: TimeRange;
  timeZone: string;
}

const MOST_LINKS = 10;

/** What is known of a span, with the links of apps on its attributes, and its flame graph where it has a profile. */
export function SpanDetails({ datasource, range, timeZone, ...link }: Props) {
  const styles = useStyles2(getStyles);
  const { trace, span, settings } = link;
  const context = useMemo(
    () => ({
      attributes: byKey(span.resourceTags),
      spanAttributes: byKey(span.tags),
      timeRange: { from: range.from.valueOf(), to: range.to.valueOf() },
      datasource: { type: datasource.type, uid: datasource.uid },
      traceID: trace.traceID,
      spanID: span.spanID,
    }),
    [trace, span, range, datasource]
  );
  const { links } = usePluginLinks({
    extensionPointId: 'grafana/traceview/resource-attributes',
    context,
    limitPerPlugin: MOST_LINKS,
  });
  return (
    <div className={styles.details} data-testid="span-details">
      <div className={styles.line}>
        <span>
          Service: <strong>{span.serviceName}</strong>
        </span>
        <span>
          Duration: <strong>{lengthText(span.duration)}</strong>
        </span>
        <span>
          Start: <strong>{lengthText(span.startTime - trace.startTime)}</strong> (
          {dateTimeFormat(span.startTime / 1000, { timeZone, format: 'HH:mm:ss.SSS' })})
        </span>
        <span>
          Kind: <strong>{span.kind}</strong>
        </span>
        <SpanProfileLink {...link} />
      </div>
      {settings?.datasourceUid && tagOf(span, PROFILE_ID) !== undefined && (
        <SpanFlameGraph trace={trace} span={span} settings={settings} timeZone={timeZone} />
      )}
      <Attributes title="Span attributes" attributes={span.tags} links={links} />
      <Attributes title="Resource attributes" attributes={span.resourceTags} links={links} />
    </div>
  );
}

function Attributes({ title, attributes, links }: { title: string; attributes: Attribute[]; links: PluginLink[] }) {
  const styles = useStyles2(getStyles);
  if (attributes.length === 0) {
    return null;
  }
  return (
    <table className={styles.table} aria-label={title}>
      <caption className={styles.caption}>{title}</caption>
      <tbody>
        {attributes.map(({ key, value }) => {
          // The first link of a row, by what 12.3 looks at and by what later ones do.
          const link = links.find(({ category, group }) => category === key || group?.name === key);
          return (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>
                {link?.path ? (
                  <TextLink href={link.path} external={false} inline>
                    {String(value)}
                  </TextLink>
                ) : (
                  String(value)
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function byKey(attributes: Attribute[]): Record<string, string[]> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, [String(value)]]));
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
    background: theme.colors.background.secondary,
  }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2) }),
  table: css({
    fontSize: theme.typography.bodySmall.fontSize,
    '& th': {
      width: '35%',
      textAlign: 'left',
      fontWeight: theme.typography.fontWeightRegular,
      color: theme.colors.text.secondary,
    },
    '& th, & td': { padding: theme.spacing(0.25, 1), overflowWrap: 'anywhere', verticalAlign: 'top' },
  }),
  caption: css({
    captionSide: 'top',
    textAlign: 'left',
    padding: theme.spacing(0.25, 1),
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
