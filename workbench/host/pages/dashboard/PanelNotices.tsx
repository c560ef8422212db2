import { useMemo } from 'react';
import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import { Icon, PanelChrome, Tooltip } from '@grafana/ui';

/** The notices of a panel's frames as an icon in its header, one for each severity. */
export function PanelNotices({ frames }: { frames: DataFrame[] }) {
  const bySeverity = useMemo(() => {
    const found = new Map<QueryResultMetaNotice['severity'], Set<string>>();
    for (const { severity, text } of frames.flatMap((frame) => frame.meta?.notices ?? [])) {
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
