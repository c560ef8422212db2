import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { DataSourceInstanceSettings, GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Alert, Button, ClipboardButton, ConfirmModal, Text, useStyles2 } from '@grafana/ui';
import { errorSentence } from '../../wording/errorSentence';
import { tempoText } from '../../tempo/tempoText';
import { t } from '../../wording/t';
import { reason } from '../reason';
import { may } from '../rights';
import { checkSpans, markingText, type SpanCheck } from './checkSpans';
import { linkTempo, linkYaml, tempoSources, USUAL_TAGS, type TempoSource, type TraceToProfiles } from './tempoLink';

interface Props {
  sources: DataSourceInstanceSettings[];
}

/** The Tempo data sources, where their spans lead, and what is missing for them to lead to profiles. */
export function TraceSetup({ sources }: Props) {
  const styles = useStyles2(getStyles);
  const [, setChanges] = useState(0);
  const tempos = tempoSources();
  if (tempos.length === 0) {
    return (
      <Text color="secondary">
        <Trans i18nKey="app.traces.no-tempo">
          This Grafana has no Tempo data source that you may query. Add one to go from spans to their profiles.
        </Trans>
      </Text>
    );
  }
  return (
    <ul className={styles.list} aria-label={t('app.traces.list', 'Tempo data sources')}>
      {tempos.map((tempo) => (
        <li key={tempo.uid} className={styles.tempo}>
          <Tempo tempo={tempo} source={sources[0]} onLinked={() => setChanges((count) => count + 1)} />
        </li>
      ))}
    </ul>
  );
}

type Outcome = 'linked' | 'provisioned' | 'forbidden' | { failed: string };

function Tempo({
  tempo,
  source,
  onLinked,
}: {
  tempo: TempoSource;
  source: DataSourceInstanceSettings;
  onLinked(): void;
}) {
  const styles = useStyles2(getStyles);
  const [asking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | undefined>(may('datasources:write') ? undefined : 'forbidden');
  const { linkedTo } = tempo;
  const link: TraceToProfiles = { datasourceUid: source.uid, tags: USUAL_TAGS, profileTypeId: '' };
  const write = async () => {
    setAsking(false);
    const result = await linkTempo(tempo.uid, link).catch((error: unknown) => ({ failed: reason(error) }));
    setOutcome(result);
    if (result === 'linked') {
      onLinked();
    }
  };
  return (
    <>
      <div className={styles.line}>
        <Text weight="medium">{tempo.name}</Text>
        <Text color="secondary">
          {linkedTo
            ? t('app.traces.leads-to', 'leads to {{name}}', { name: linkedTo.name })
            : t('app.traces.leads-nowhere', 'leads to no profiles')}
        </Text>
        {!linkedTo?.isOurs && outcome === undefined && (
          <Button size="sm" variant="secondary" onClick={() => setAsking(true)}>
            {t('app.traces.link', 'Link to {{name}}', { name: source.name })}
          </Button>
        )}
        {linkedTo?.isOurs && <Check tempo={tempo} />}
      </div>
      <ConfirmModal
        isOpen={asking}
        title={t('app.traces.confirm', 'Change the settings of {{name}}?', { name: tempo.name })}
        body={t(
          'app.traces.confirm-text',
          'Spans in {{tempo}} will open their profile in {{source}}, by their service name. Nothing else of its settings changes.',
          { tempo: tempo.name, source: source.name }
        )}
        confirmText={t('app.traces.confirm-yes', 'Change')}
        confirmButtonVariant="primary"
        onConfirm={() => void write()}
        onDismiss={() => setAsking(false)}
      />
      {typeof outcome === 'object' && (
        <Alert severity="error" title={t('app.traces.failed', 'The settings could not be saved')}>
          {outcome.failed}
        </Alert>
      )}
      {!linkedTo?.isOurs && (outcome === 'provisioned' || outcome === 'forbidden') && (
        <Alert
          severity="info"
          title={
            outcome === 'provisioned'
              ? t('app.traces.provisioned', '{{name}} is set up by a file, and can only be changed there', {
                  name: tempo.name,
                })
              : t('app.traces.forbidden', 'You may not change {{name}}: ask an admin to', { name: tempo.name })
          }
        >
          <pre className={styles.yaml}>{linkYaml(link)}</pre>
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => linkYaml(link)}>
            <Trans i18nKey="app.traces.copy">Copy</Trans>
          </ClipboardButton>
        </Alert>
      )}
    </>
  );
}

/** Looks at the spans of the last hour, and says what keeps them from having profiles. */
function Check({ tempo }: { tempo: TempoSource }) {
  const [found, setFound] = useState<SpanCheck | { failed: string } | 'looking'>();
  const look = async () => {
    setFound('looking');
    setFound(
      await checkSpans(tempo.uid).catch((error: unknown) => ({ failed: errorSentence(tempoText(error, tempo.name)) }))
    );
  };
  return (
    <>
      <Button size="sm" variant="secondary" aria-disabled={found === 'looking'} onClick={() => void look()}>
        <Trans i18nKey="app.traces.check">Check recent spans</Trans>
      </Button>
      {typeof found === 'object' && (
        <div role="status">
          <Text color="secondary">{'failed' in found ? found.failed : checkText(found)}</Text>
        </div>
      )}
    </>
  );
}

function checkText({ seen, marked, unmarkedServices }: SpanCheck): string {
  if (seen === 0) {
    return t('app.traces.no-spans', 'No server spans in the last hour: check that services send traces to this Tempo.');
  }
  const counts = t('app.traces.counts', '{{marked}} of {{seen}} server spans of the last hour have a profile ID.', {
    marked,
    seen,
  });
  const missing = unmarkedServices.map(({ service, language }) =>
    t('app.traces.unmarked', '{{service}}: {{what}}.', { service, what: markingText(language) })
  );
  return [counts, ...missing].join(' ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  tempo: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  yaml: css({ fontSize: theme.typography.bodySmall.fontSize }),
});
