import type { DataFrame } from '@grafana/data';
import { PANEL_PLUGIN_ID } from './profileMeta';

/**
 * Nothing, to be shown by our panel. Explore starts a panel for a frame when the frame comes (12.3, 13.2), which takes as
 * long as drawing a profile does: with this one ahead, it is done while the server works.
 */
export function awaitedFrame(refId: string): DataFrame {
  return { refId, length: 0, fields: [], meta: { preferredVisualisationPluginId: PANEL_PLUGIN_ID } };
}

/** Whether a frame is nothing yet. */
export function isAwaited({ fields }: DataFrame): boolean {
  return fields.length === 0;
}
