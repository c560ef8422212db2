import { css } from '@emotion/css';
import { type FormEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { useParams } from 'react-router-dom-v5-compat';
import type { DataSourceSettings, GrafanaTheme2 } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv, locationService } from '@grafana/runtime';
import {
  Alert,
  Button,
  ConfirmModal,
  ErrorBoundaryAlert,
  InlineField,
  InlineSwitch,
  Input,
  LinkButton,
  LoadingPlaceholder,
  useStyles2,
} from '@grafana/ui';
import { Page } from '../../chrome/Page';
import { importDataSourcePlugin } from '../../loader/plugins';
import { usePromise } from '../../services/usePromise';
import { useSettings } from '../../services/useSettings';
import { exploreUrl } from '../explore/exploreUrl';
import { TestResultAlert } from './TestResultAlert';
import { type TestResult, testDataSource } from './testDataSource';

const PARENTS = [{ text: 'Data sources', url: '/connections/datasources' }];

export function DataSourceEditPage() {
  const styles = useStyles2(getStyles);
  const { uid = '' } = useParams();
  const { datasourceTypes } = useSettings();
  const [settings, setSettings] = useState<DataSourceSettings>();
  const [loadError, setLoadError] = useState<string>();
  const [result, setResult] = useState<TestResult>();
  const [busy, setBusy] = useState(false);
  const [deleting, setDeleting] = useState(false);

  const read = useCallback(
    () =>
      getBackendSrv().get<DataSourceSettings>(`/api/datasources/uid/${uid}`, undefined, undefined, {
        showErrorAlert: false,
      }),
    [uid]
  );
  useEffect(() => {
    read().then(setSettings, (error) => setLoadError(error?.data?.message ?? String(error)));
  }, [read]);

  const meta = datasourceTypes.find(({ id }) => id === settings?.type);
  const plugin = usePromise(
    useMemo(() => () => (meta ? importDataSourcePlugin(meta) : Promise.resolve(undefined)), [meta])
  );

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!settings) {
      return;
    }
    setBusy(true);
    setResult({ status: 'testing', message: 'Testing…' });
    try {
      if (!settings.readOnly) {
        await getBackendSrv().put(`/api/datasources/uid/${uid}`, settings, { showSuccessAlert: false });
        setSettings(await read());
        await getDataSourceSrv().reload();
      }
      setResult(await testDataSource(uid));
    } catch (error) {
      const failed = error as { data?: { message?: string }; message?: string };
      setResult({
        status: 'error',
        message: failed.data?.message ?? failed.message ?? 'The data source was not saved',
      });
    } finally {
      setBusy(false);
    }
  };

  const remove = async () => {
    await getBackendSrv().delete(`/api/datasources/uid/${uid}`);
    await getDataSourceSrv().reload();
    locationService.push('/connections/datasources');
  };

  if (!settings) {
    return (
      <Page title={loadError ? 'Data source' : ''} parents={PARENTS}>
        {loadError ? <Alert title={loadError} /> : <LoadingPlaceholder text="Loading…" />}
      </Page>
    );
  }
  const ConfigEditor = plugin.value?.components.ConfigEditor;
  return (
    <Page
      title={settings.name}
      parents={PARENTS}
      heading={
        <h1 className={styles.heading}>
          {meta && <img src={`/${meta.info.logos.small}`} alt="" width="32" height="32" />}
          {settings.name}
        </h1>
      }
      subTitle={`Type: ${meta?.name ?? settings.type}`}
      actions={
        <LinkButton icon="compass" variant="secondary" fill="outline" href={exploreUrl(settings)}>
          Explore data
        </LinkButton>
      }
    >
      <form onSubmit={save} className={styles.form}>
        {settings.readOnly && (
          <Alert severity="info" title="Provisioned data source">
            This data source was added by config and cannot be modified here.
          </Alert>
        )}
        <div className={styles.basics}>
          <InlineField label="Name" grow disabled={settings.readOnly}>
            <Input
              id="basic-settings-name"
              value={settings.name}
              required
              onChange={(event) => setSettings({ ...settings, name: event.currentTarget.value })}
            />
          </InlineField>
          <InlineField label="Default" disabled={settings.readOnly}>
            <InlineSwitch
              id="basic-settings-default"
              aria-label="Default"
              value={settings.isDefault}
              onChange={(event) => setSettings({ ...settings, isDefault: event.currentTarget.checked })}
            />
          </InlineField>
        </div>

        {plugin.error && <Alert title="The plugin could not be loaded">{plugin.error.message}</Alert>}
        {!meta && <Alert title={`There is no plugin for ${settings.type} here`} />}
        {plugin.loading && <LoadingPlaceholder text="Loading plugin…" />}
        {ConfigEditor && (
          <ErrorBoundaryAlert>
            <ConfigEditor options={settings} onOptionsChange={(changed: DataSourceSettings) => setSettings(changed)} />
          </ErrorBoundaryAlert>
        )}

        {result && <TestResultAlert result={result} exploreUrl={exploreUrl(settings)} />}

        <div className={styles.buttons}>
          <Button type="button" variant="destructive" disabled={settings.readOnly} onClick={() => setDeleting(true)}>
            Delete
          </Button>
          <Button type="submit" disabled={busy} id="save-and-test">
            {settings.readOnly ? 'Test' : 'Save & test'}
          </Button>
        </div>
      </form>
      <ConfirmModal
        isOpen={deleting}
        title="Delete"
        body={`Are you sure you want to delete the "${settings.name}" data source?`}
        confirmText="Delete"
        onConfirm={remove}
        onDismiss={() => setDeleting(false)}
      />
    </Page>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.5), margin: 0 }),
  form: css({ maxWidth: 900 }),
  basics: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    marginBottom: theme.spacing(3),
    '& > :first-child': { minWidth: 240 },
  }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(3) }),
});
