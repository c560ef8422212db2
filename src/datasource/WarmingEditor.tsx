import React, { startTransition, useEffect, useMemo, useState } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { lazyComponent } from '../loading/lazyComponent';
import { loadPanel } from '../panel/loadPanel';
import { useStable } from '../useStable';
import type { PyroscopeDataSource } from './datasource';
import { hasProfile, type PyroscopeOptions, type PyroscopeQuery } from './query/query';

const QueryEditor = lazyComponent(async () => (await import('./editor/QueryEditor')).QueryEditor);
const WarmUp = lazyComponent(async () => (await loadPanel()).WarmUp);

type Props = QueryEditorProps<PyroscopeDataSource, PyroscopeQuery, PyroscopeOptions>;

/** Most pictures are there by then, in milliseconds from the answer. */
const LATER = 250;

/**
 * The query editor, and while the server works on what it asks the panel's code gets ready. What an answer changes in the
 * editor is drawn after the answer's picture, and so is what Grafana draws anew although nothing has changed.
 */
export function WarmingEditor(props: Props) {
  const { query, datasource, app, range } = props;
  const data = useLater(props.data);
  const onChange = useStable(props.onChange);
  const onRunQuery = useStable(props.onRunQuery);
  // A relative range is another one each time it is asked for.
  const [from, to] = [range?.raw.from.valueOf(), range?.raw.to.valueOf()];
  return (
    <>
      {useMemo(
        () => (
          <QueryEditor {...{ query, datasource, app, range, data, onChange, onRunQuery }} />
        ),
        // eslint-disable-next-line react-hooks/exhaustive-deps
        [query, datasource, app, from, to, data]
      )}
      {hasProfile(query) && <WarmUp compares={query.queryType === 'compare'} />}
    </>
  );
}

function useLater<T>(value: T): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setLater(value)), LATER);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}
