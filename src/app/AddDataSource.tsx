import React, { useId, useState, type FormEvent } from 'react';
import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2, type TestDataSourceResponse } from '@grafana/data';
import { Trans, t } from '@grafana/i18n';
import { Alert, Button, Field, Input, LinkButton, useStyles2 } from '@grafana/ui';

import { addProfileDataSource, settingsUrl } from './profileDataSources';
import { reason } from './reason';
import { check } from './serverOf';

const DEFAULT_URL = 'http://pyroscope:4040';

interface Props {
  first: boolean;
  /** The data source is there, whether or not its server answers. */
  onAdded: () => void;
}

/** Adds the data source and says right here whether its server answers. */
export function AddDataSource({ first, onAdded }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [url, setUrl] = useState(DEFAULT_URL);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [checked, setChecked] = useState<{ uid: string; health: TestDataSourceResponse }>();

  const add = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const uid = await addProfileDataSource(url.trim());
      setChecked({ uid, health: await check({ uid }) });
      onAdded();
    } catch (error) {
      setProblem(reason(error));
    }
    setBusy(false);
  };

  return (
    <form onSubmit={add} className={styles.form}>
      <Field noMargin label={t('app.add.url', 'Server URL')} htmlFor={id} className={styles.url}>
        <Input id={id} value={url} placeholder={DEFAULT_URL} onChange={(event) => setUrl(event.currentTarget.value)} />
      </Field>
      <Button type="submit" variant={first ? 'primary' : 'secondary'} disabled={busy || url.trim() === ''}>
        {first ? (
          <Trans i18nKey="app.add.first">Add data source</Trans>
        ) : (
          <Trans i18nKey="app.add.another">Add another data source</Trans>
        )}
      </Button>
      {problem && (
        <Alert severity="error" title={t('app.add.failed', 'The data source was not added')} className={styles.problem}>
          {problem}
        </Alert>
      )}
      {checked && (
        <Alert
          severity={checked.health.status === 'success' ? 'success' : 'warning'}
          title={checked.health.message ?? checked.health.status}
          className={styles.problem}
        >
          {checked.health.status !== 'success' && (
            <LinkButton
              size="sm"
              variant="secondary"
              icon="cog"
              href={locationUtil.assureBaseUrl(settingsUrl(checked.uid))}
            >
              <Trans i18nKey="app.add.settings">Open its settings</Trans>
            </LinkButton>
          )}
        </Alert>
      )}
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1) }),
  url: css({ flex: '1 1 260px', maxWidth: 420 }),
  problem: css({ flexBasis: '100%' }),
});
