import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { lazyComponent } from '../loading/lazyComponent';
import { loadPanel } from '../panel/loadPanel';
import type { PyroscopeDataSource } from './datasource';
import { hasProfile, type PyroscopeOptions, type PyroscopeQuery } from './query/query';

const QueryEditor = lazyComponent(async () => (await import('./editor/QueryEditor')).QueryEditor);
const WarmUp = lazyComponent(async () => (await loadPanel()).WarmUp);

type Props = QueryEditorProps<PyroscopeDataSource, PyroscopeQuery, PyroscopeOptions>;

/** The query editor, and while the server works on what it asks the panel's code gets ready. */
export function WarmingEditor(props: Props) {
  return (
    <>
      <QueryEditor {...props} />
      {hasProfile(props.query) && <WarmUp />}
    </>
  );
}
