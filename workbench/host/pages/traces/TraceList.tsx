import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import type { FoundTrace } from './tempoApi';

interface Props {
  found: FoundTrace[];
  timeZone: string;
  onOpen: (traceId: string) => void;
}

/** The traces of a search, as it answered them. */
export function TraceList({ found, timeZone, onOpen }: Props) {
  const styles = useStyles2(getStyles);
  if (found.length === 0) {
    return <EmptyState variant="not-found" message="No traces found in this time range" />;
  }
  return (
    <div className={styles.box}>
      <table className={styles.table} aria-label="Traces">
        <thead>
          <tr>
            <th scope="col">Trace ID</th>
            <th scope="col">Start time</th>
            <th scope="col">Service</th>
            <th scope="col">Name</th>
            <th scope="col">Duration</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ traceID, startTimeUnixNano, rootServiceName, rootTraceName, durationMs }) => (
            <tr key={traceID}>
              <td>
                <Button size="sm" fill="text" onClick={() => onOpen(traceID)}>
                  {traceID}
                </Button>
              </td>
              <td>{dateTimeFormat(Number(BigInt(startTimeUnixNano) / BigInt(1_000_000)), { timeZone })}</td>
              <td>{rootServiceName}</td>
              <td>{rootTraceName}</td>
              <td>{durationMs === undefined ? '<1 ms' : `${durationMs} ms`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    overflowX: 'auto',
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  table: css({
    width: '100%',
    '& th, & td': { padding: theme.spacing(0.5, 1), textAlign: 'left', whiteSpace: 'nowrap' },
    '& thead th': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
});
