import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import { exploreLink } from '../../exploreLink';
import { DATASOURCE_PLUGIN_ID } from '../../frames/profileMeta';
import { TempoError } from '../../tempo/tempo';
import { tempoText } from '../../tempo/tempoText';
import { errorSentence } from '../../wording/errorSentence';
import { t } from '../../wording/t';
import { reason } from '../reason';
import { checkSentences } from './checkText';
import { checkTrace, type TraceCheck } from './checkTrace';
import type { TempoSource } from './tempoLink';

type Outcome = 'looking' | 'no-trace' | { failed: string } | TraceCheck;

/** Looks at a recent trace, and says what it shows and what is missing. */
export function TraceCheckButton({ tempo }: { tempo: TempoSource }) {
  const styles = useStyles2(getStyles);
  const [outcome, setOutcome] = useState<Outcome>();
  const look = async () => {
    if (outcome !== 'looking') {
      setOutcome('looking');
      setOutcome(
        await checkTrace(tempo.uid, tempo.link).then(
          (check) => check ?? 'no-trace',
          (error: unknown) => ({
            failed: error instanceof TempoError ? errorSentence(tempoText(error, tempo.name)) : reason(error),
          })
        )
      );
    }
  };
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        icon={outcome === 'looking' ? 'spinner' : undefined}
        aria-disabled={outcome === 'looking'}
        onClick={() => void look()}
      >
        <Trans i18nKey="app.traces.check">Check a recent trace</Trans>
      </Button>
      {outcome !== undefined && outcome !== 'looking' && (
        <div role="status" className={styles.found}>
          <Found outcome={outcome} tempo={tempo} />
        </div>
      )}
    </>
  );
}

function Found({ outcome, tempo }: { outcome: Exclude<Outcome, 'looking'>; tempo: TempoSource }) {
  const styles = useStyles2(getStyles);
  if (outcome === 'no-trace') {
    return t('app.traces.no-spans', 'No requests in the last hour: check that services send traces to this Tempo.');
  }
  if ('failed' in outcome) {
    return outcome.failed;
  }
  const range = { from: outcome.startMs - AROUND_MS, to: outcome.startMs + AROUND_MS };
  const query = { queryType: 'trace', labelSelector: '{}', traceIdSelector: [outcome.traceId], groupBy: [] };
  const source = { uid: tempo.link.datasourceUid, type: DATASOURCE_PLUGIN_ID };
  return (
    <>
      <ul className={styles.sentences}>
        {checkSentences(outcome).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <LinkButton size="sm" fill="text" href={exploreLink(source, query, range)}>
        {t('app.traces.open-spans', 'List its spans')}
      </LinkButton>
    </>
  );
}

const AROUND_MS = 60_000;

const getStyles = (theme: GrafanaTheme2) => ({
  found: css({ flexBasis: '100%', color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  sentences: css({ paddingLeft: theme.spacing(2), '&& li': { listStyle: 'disc' } }),
});
