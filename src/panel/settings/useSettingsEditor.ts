import { useEffect } from 'react';
import { locationService } from '@grafana/runtime';
import { usePanelContext } from '@grafana/ui';
import { loadEditor } from './editorCode';

/** While the panel is edited: fetches its settings, and has Grafana draw their pane anew. */
export function useSettingsEditor(): void {
  const { onInstanceStateChange } = usePanelContext();
  const edited = locationService.getSearchObject().editPanel !== undefined;
  useEffect(() => {
    if (edited) {
      void loadEditor().then(() => onInstanceStateChange?.({ settings: true }));
    }
    // The pane is drawn anew by what this says: once is enough.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [edited]);
}
