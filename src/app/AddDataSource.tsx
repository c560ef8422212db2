import React, { useId, useState, type FormEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Trans, t } from '@grafana/i18n';
import { isFetchError, locationService } from '@grafana/runtime';
import { Alert, Button, Field, Input, useStyles2 } from '@grafana/ui';

import { addProfileDataSource, settingsUrl } from './profileDataSources';

const DEFAULT_URL = 'http://pyroscope:4040';

/** Adds the data source and goes on to its settings, where "Save & test" says whether the server answers. */
export function AddDataSource({ first }: { first: boolean }) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [url, setUrl] = useState(DEFAULT_URL);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const add = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      locationService.push(settingsUrl(await addProfileDataSource(url.trim())));
    } catch (error) {
      setProblem(reason(error));
      setBusy(false);
    }
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
    </form>
  );
}

function reason(error: unknown): string {
  if (isFetchError(error)) {
    return error.data?.message ?? `${error.status} ${error.statusText ?? ''}`.trim();
  }
  return error instanceof Error ? error.message : String(error);
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1) }),
  url: css({ flex: '1 1 260px', maxWidth: 420 }),
  problem: css({ flexBasis: '100%' }),
});
