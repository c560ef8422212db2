import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import type { DataSourceInstanceSettings, GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Alert, Button, ClipboardButton, Combobox, Field, useStyles2 } from '@grafana/ui';
import { serverOf, useRequest } from '../../datasource/public';
import { profileTypeName } from '../../wording/profileTypeLabel';
import { t } from '../../wording/t';
import { HOUR_MS } from '../useServices';
import { TagFields } from './TagFields';
import { linkYaml, type TempoSource, type TraceToProfiles } from './tempoLink';

interface Props {
  tempo: TempoSource;
  /** The data sources of ours. */
  sources: DataSourceInstanceSettings[];
  /** Why the choices cannot be saved here, as a title; they are to be pasted then. */
  notHere?: string;
  onSave: (link: TraceToProfiles) => void;
  onCancel: () => void;
}

/** Where the spans of a Tempo are to lead: which data source, which profile type, which tags are which labels. */
export function LinkForm({ tempo, sources, notHere, onSave, onCancel }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const known =
    sources.find(({ uid }) => uid === tempo.link.datasourceUid) ?? sources.find(({ isDefault }) => isDefault);
  const [link, setLink] = useState<TraceToProfiles>({ ...tempo.link, datasourceUid: (known ?? sources[0]).uid });
  const change = (part: Partial<TraceToProfiles>) => setLink((before) => ({ ...before, ...part }));
  const { datasourceUid, profileTypeId } = link;
  // Of a server that is down only what is saved can be chosen, and any label typed.
  const { value: offered } = useRequest(datasourceUid, async () => {
    const end = Date.now();
    const range = { start: end - HOUR_MS, end };
    const server = serverOf(datasourceUid);
    const [types, labels] = await Promise.all([server.profileTypes(range), server.labelNames(range)]);
    return { types, labels };
  });
  const types = [...new Set([...(offered?.types ?? []), ...(profileTypeId ? [profileTypeId] : [])])];
  const complete = { ...link, tags: link.tags.filter(({ key, value }) => key !== '' && value !== '') };
  return (
    <div
      className={styles.form}
      role="group"
      aria-label={t('app.traces.form', 'Link of {{name}}', { name: tempo.name })}
    >
      <div className={styles.line}>
        <Field
          noMargin
          label={t('app.traces.source', 'Pyroscope data source')}
          htmlFor={`${id}-source`}
          className={styles.field}
        >
          <Combobox
            id={`${id}-source`}
            options={sources.map(({ uid, name }) => ({ value: uid, label: name }))}
            value={datasourceUid}
            onChange={({ value }) => change({ datasourceUid: value })}
          />
        </Field>
        <Field noMargin label={t('app.traces.type', 'Profile type')} htmlFor={`${id}-type`} className={styles.field}>
          <Combobox
            id={`${id}-type`}
            options={[
              { value: '', label: t('app.traces.automatic', 'CPU (automatic)') },
              ...types.map((one) => ({ value: one, label: profileTypeName(one, types), description: one })),
            ]}
            value={profileTypeId}
            onChange={({ value }) => change({ profileTypeId: value })}
          />
        </Field>
      </div>
      <TagFields tags={link.tags} labels={offered?.labels ?? []} onChange={(tags) => change({ tags })} />
      {notHere === undefined ? (
        <div className={styles.line}>
          <Button size="sm" disabled={complete.tags.length === 0} onClick={() => onSave(complete)}>
            <Trans i18nKey="app.traces.save">Save</Trans>
          </Button>
          <Button size="sm" variant="secondary" onClick={onCancel}>
            <Trans i18nKey="app.traces.cancel">Cancel</Trans>
          </Button>
          <CopyYaml link={complete} text={t('app.traces.copy-yaml', 'Copy as YAML')} />
        </div>
      ) : (
        <Alert severity="info" title={notHere} className={styles.alert}>
          <p>{t('app.traces.paste', 'Put this into the file that sets it up:')}</p>
          <pre className={styles.yaml}>{linkYaml(complete)}</pre>
          <div className={styles.line}>
            <CopyYaml link={complete} text={t('app.traces.copy', 'Copy')} />
            <Button size="sm" variant="secondary" fill="text" onClick={onCancel}>
              {t('app.traces.close', 'Close')}
            </Button>
          </div>
        </Alert>
      )}
    </div>
  );
}

function CopyYaml({ link, text }: { link: TraceToProfiles; text: string }) {
  return (
    <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => linkYaml(link)}>
      {text}
    </ClipboardButton>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0, 1, 2),
    borderLeft: `2px solid ${theme.colors.border.medium}`,
  }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1) }),
  field: css({ flex: '1 1 200px', maxWidth: 320 }),
  alert: css({ marginBottom: 0 }),
  yaml: css({ fontSize: theme.typography.bodySmall.fontSize, overflowX: 'auto' }),
});
