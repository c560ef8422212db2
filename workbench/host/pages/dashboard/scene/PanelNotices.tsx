import { useMemo } from 'react';
import type { QueryResultMetaNotice } from '@grafana/data';
import { type SceneComponentProps, SceneObjectBase, sceneGraph } from '@grafana/scenes';
import { Icon, PanelChrome, Tooltip } from '@grafana/ui';

/** The notices of a panel's frames as an icon in its header, one for each severity. */
export class PanelNotices extends SceneObjectBase {
  static Component = Notices;
}

function Notices({ model }: SceneComponentProps<PanelNotices>) {
  const { data } = sceneGraph.getData(model).useState();
  const frames = data?.series;
  const bySeverity = useMemo(() => {
    const found = new Map<QueryResultMetaNotice['severity'], Set<string>>();
    for (const { severity, text } of (frames ?? []).flatMap((frame) => frame.meta?.notices ?? [])) {
      found.set(severity, (found.get(severity) ?? new Set()).add(text));
    }
    return [...found];
  }, [frames]);
  return (
    <>
      {bySeverity.map(([severity, texts]) => (
        <Tooltip key={severity} content={[...texts].join('\n')}>
          <PanelChrome.TitleItem aria-label={`Panel notice: ${[...texts].join(', ')}`}>
            <Icon name={severity === 'info' ? 'info-circle' : 'exclamation-triangle'} />
          </PanelChrome.TitleItem>
        </Tooltip>
      ))}
    </>
  );
}
