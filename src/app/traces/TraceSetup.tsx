import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { DataSourceInstanceSettings, GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Alert, Button, ConfirmModal, Text, useStyles2 } from '@grafana/ui';
import { profileTypeLabel } from '../../wording/profileTypeLabel';
import { t } from '../../wording/t';
import { reason } from '../reason';
import { may } from '../rights';
import { LinkForm } from './LinkForm';
import { TraceCheckButton } from './TraceCheckButton';
import { linkTempo, tempoSources, type TempoSource, type TraceToProfiles } from './tempoLink';

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
          <Tempo tempo={tempo} sources={sources} onLinked={() => setChanges((count) => count + 1)} />
        </li>
      ))}
    </ul>
  );
}

type Refusal = 'provisioned' | 'forbidden' | { failed: string };

function Tempo({ tempo, sources, onLinked }: { tempo: TempoSource; onLinked(): void } & Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<TraceToProfiles>();
  const [refusal, setRefusal] = useState<Refusal | undefined>(
    tempo.readOnly ? 'provisioned' : may('datasources:write') ? undefined : 'forbidden'
  );
  const { name, linkedTo } = tempo;
  const write = async (link: TraceToProfiles) => {
    setAsking(undefined);
    const result = await linkTempo(tempo.uid, link).catch((error: unknown) => ({ failed: reason(error) }));
    if (result === 'linked') {
      setRefusal(undefined);
      setOpen(false);
      onLinked();
    } else {
      setRefusal(result);
    }
  };
  const notHere =
    refusal === 'provisioned'
      ? t('app.traces.provisioned', '{{name}} is set up by a file, and can only be changed there', { name })
      : refusal === 'forbidden'
        ? t('app.traces.forbidden', 'You may not change {{name}}: ask an admin to', { name })
        : undefined;
  return (
    <>
      <div className={styles.line}>
        <Text weight="medium">{name}</Text>
        <Text color="secondary">{leadsTo(tempo)}</Text>
        {!open && (
          <Button size="sm" variant={linkedTo?.isOurs ? 'secondary' : 'primary'} onClick={() => setOpen(true)}>
            {linkedTo?.isOurs ? t('app.traces.change', 'Change') : t('app.traces.link', 'Link to profiles')}
          </Button>
        )}
        {linkedTo?.isOurs && <TraceCheckButton tempo={tempo} />}
      </div>
      {open && <LinkForm {...{ tempo, sources, notHere }} onSave={setAsking} onCancel={() => setOpen(false)} />}
      {typeof refusal === 'object' && (
        <Alert severity="error" title={t('app.traces.failed', 'The settings could not be saved')}>
          {refusal.failed}
        </Alert>
      )}
      <ConfirmModal
        isOpen={asking !== undefined}
        title={t('app.traces.confirm', 'Change the settings of {{name}}?', { name })}
        body={t(
          'app.traces.confirm-text',
          'Spans in {{tempo}} will open their profile in {{source}}. Nothing else of its settings changes.',
          { tempo: name, source: sources.find(({ uid }) => uid === asking?.datasourceUid)?.name ?? '' }
        )}
        confirmText={t('app.traces.confirm-yes', 'Change')}
        confirmButtonVariant="primary"
        onConfirm={() => asking && void write(asking)}
        onDismiss={() => setAsking(undefined)}
      />
    </>
  );
}

function leadsTo({ linkedTo, link }: TempoSource): string {
  if (!linkedTo) {
    return t('app.traces.leads-nowhere', 'leads to no profiles');
  }
  return linkedTo.isOurs
    ? t('app.traces.leads-by', 'leads to {{name}} by {{tags}} · {{type}}', {
        name: linkedTo.name,
        tags: link.tags.map(({ key, value }) => `${key} → ${value}`).join(', '),
        type: link.profileTypeId ? profileTypeLabel(link.profileTypeId) : t('app.traces.automatic', 'CPU (automatic)'),
      })
    : t('app.traces.leads-to', 'leads to {{name}}', { name: linkedTo.name });
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  tempo: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
