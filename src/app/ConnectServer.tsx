import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { Trans, t } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';

import { AddDataSource } from './AddDataSource';
import { DataSourceList } from './DataSourceList';
import { may } from './rights';

interface Props {
  sources: DataSourceInstanceSettings[];
  onChanged: (uid: string) => void;
}

/** The data sources that are there, and a form for one more: open from the start only where there is none. */
export function ConnectServer({ sources, onChanged }: Props) {
  const [open, setOpen] = useState(sources.length === 0);
  return (
    <>
      {sources.length > 0 && <DataSourceList sources={sources} />}
      {!may('datasources:create') ? (
        sources.length === 0 && (
          <Alert severity="info" title={t('app.connect.forbidden-title', 'Only admins can add a data source')}>
            <Trans i18nKey="app.connect.forbidden">
              Ask an admin of this Grafana to add a data source of the type “Pyroscope (Hotpath)”.
            </Trans>
          </Alert>
        )
      ) : open ? (
        <AddDataSource first={sources.length === 0} onChanged={onChanged} />
      ) : (
        <Button variant="secondary" icon="plus" className={another} onClick={() => setOpen(true)}>
          <Trans i18nKey="app.add.another">Add another data source</Trans>
        </Button>
      )}
    </>
  );
}

const another = css({ alignSelf: 'flex-start' });
