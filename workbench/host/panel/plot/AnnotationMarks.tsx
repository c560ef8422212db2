import { css } from '@emotion/css';
import type uPlot from 'uplot';
import { type GrafanaTheme2, dateTimeFormat, textUtil } from '@grafana/data';
import { TagList, Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import type { Annotation } from './marks';

interface Props {
  plot: uPlot;
  annotations: Annotation[];
  timeZone: string;
}

const DEFAULT_COLOR = 'rgba(0, 211, 255, 1)';

/** A line with a foot for each note, a tinted stretch for one that lasts; the foot tells what it says. */
export function AnnotationMarks({ plot, annotations, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const width = plot.over.clientWidth;
  return annotations.map((annotation, index) => {
    const start = plot.valToPos(annotation.time, 'x');
    const end = annotation.timeEnd === undefined ? start : plot.valToPos(annotation.timeEnd, 'x');
    if (end < 0 || start > width) {
      return null;
    }
    const color = theme.visualization.getColorByName(annotation.color || DEFAULT_COLOR);
    const left = Math.max(0, start);
    const words = textOf(annotation.title || annotation.text);
    return (
      <div key={index}>
        {end > start && (
          <div
            className={styles.stretch}
            style={{ left, width: Math.min(end, width) - left, background: color }}
            aria-hidden
          />
        )}
        {start >= 0 && <div className={styles.line} style={{ left: start, borderColor: color }} aria-hidden />}
        <Tooltip content={<Words annotation={annotation} timeZone={timeZone} />} placement="bottom" interactive>
          <button
            type="button"
            className={styles.foot}
            style={{ left, borderBottomColor: color }}
            aria-label={`${words}, ${dateTimeFormat(annotation.time, { timeZone })}`}
            data-testid="annotation-mark"
          />
        </Tooltip>
      </div>
    );
  });
}

/** What an annotation says, without its markup. */
function textOf(html: string): string {
  return new DOMParser().parseFromString(html.replace(/<br>.*/s, ''), 'text/html').body.textContent ?? '';
}

function Words({ annotation, timeZone }: { annotation: Annotation; timeZone: string }) {
  const styles = useStyles2(getStyles);
  const { time, timeEnd, title, text, tags } = annotation;
  const at = (moment: number) => dateTimeFormat(moment, { timeZone });
  return (
    <div className={styles.words}>
      <div>{timeEnd === undefined ? at(time) : `${at(time)} – ${at(timeEnd)}`}</div>
      {title && <strong>{title}</strong>}
      {text && <div dangerouslySetInnerHTML={{ __html: textUtil.sanitize(text) }} />}
      {tags.length > 0 && <TagList tags={tags} className={styles.tags} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ position: 'absolute', top: 0, bottom: 0, borderLeft: '1px dashed', pointerEvents: 'none' }),
  stretch: css({ position: 'absolute', top: 0, bottom: 0, opacity: 0.15, pointerEvents: 'none' }),
  foot: css({
    position: 'absolute',
    bottom: 0,
    width: 0,
    height: 0,
    padding: 0,
    transform: 'translateX(-50%)',
    background: 'none',
    border: '5px solid transparent',
    borderTop: 0,
    borderBottomWidth: 9,
    cursor: 'pointer',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  words: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  tags: css({ justifyContent: 'flex-start' }),
});
