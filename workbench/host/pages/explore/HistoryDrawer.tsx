import { dateTimeFormat } from '@grafana/data';
import { Button, Card, Drawer, EmptyState } from '@grafana/ui';
import { getSettings } from '../../services/frontendSettings';
import { type HistoryEntry, readHistory } from './queryHistory';

interface Props {
  timeZone: string;
  onRun: (entry: HistoryEntry) => void;
  onClose: () => void;
}

/** What was asked before, in the words of the data source that was asked. */
export function HistoryDrawer({ timeZone, onRun, onClose }: Props) {
  const entries = readHistory();
  return (
    <Drawer title="Query history" size="sm" onClose={onClose}>
      {entries.length === 0 && <EmptyState variant="not-found" message="No query has been run yet" hideImage />}
      {entries.map((entry) => {
        const source = Object.values(getSettings().datasources).find(({ uid }) => uid === entry.datasource);
        return (
          <Card key={entry.at} noMargin style={{ marginBottom: 8 }} data-testid="query-history-entry">
            <Card.Heading>{source?.name ?? `${entry.datasource} (deleted)`}</Card.Heading>
            <Card.Description>
              {entry.texts.map((text, index) => (
                <code key={index} style={{ display: 'block', whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
                  {text}
                </code>
              ))}
            </Card.Description>
            <Card.Meta>{dateTimeFormat(entry.at, { timeZone })}</Card.Meta>
            <Card.Actions>
              <Button size="sm" variant="secondary" disabled={!source} onClick={() => onRun(entry)}>
                Run query
              </Button>
            </Card.Actions>
          </Card>
        );
      })}
    </Drawer>
  );
}
