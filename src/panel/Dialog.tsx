import React from 'react';
import type { TimeRange } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import type { CallTree } from '../../pkg/calltree/tree';
import { profileMeta } from '../frames/profileMeta';
import { lazyComponent } from '../loading/lazyComponent';
import { loadCode } from '../loading/loadCode';
import { canCompare } from './compare/canCompare';
import type { ProfileFrame } from './frame/profiles';
import type { ProfileScene, ScreenAction } from './view/scene';

const CompareDialog = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-compare" */ './compare/CompareDialog')).CompareDialog
);
const KeysHelp = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './bars/KeysHelp')).KeysHelp
);
const TransformDialog = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-transforms" */ './transforms/TransformDialog')).TransformDialog
);
const ExportDialog = lazyComponent(async () => (await import('./export/ExportDialog')).ExportDialog);

export type DialogAction = Extract<
  ScreenAction,
  { type: 'showKeys' | 'showExport' | 'showCompare' | 'showTransforms' }
>;

interface Props {
  dialog: DialogAction;
  profile: ProfileFrame;
  /** The profile as it came. */
  whole: CallTree;
  scene: ProfileScene;
  timeRange: TimeRange;
  timeZone: TimeZone;
  /** Of the picture. */
  width: number;
  act(action: ScreenAction): void;
  onClose(): void;
}

/** What was asked for that stands over the profile. */
export function Dialog({ dialog, profile, whole, scene, timeRange, timeZone, width, act, onClose }: Props) {
  const meta = profileMeta(profile.frame);
  switch (dialog.type) {
    case 'showTransforms':
      return <TransformDialog {...{ scene, act, onClose }} edit={dialog.edit} />;
    case 'showCompare':
      return canCompare(meta) ? (
        <CompareDialog
          onChoose={(other) => {
            onClose();
            void loadCode(() => import(/* webpackChunkName: "panel-compare" */ './compare/openCompare')).then(
              ({ openCompare }) =>
                openCompare(meta, profile.frame.refId, timeRange, other, scene.state.selectedFunction)
            );
          }}
          onClose={onClose}
        />
      ) : null;
    case 'showKeys':
      return <KeysHelp orientation={scene.state.orientation} onClose={onClose} />;
    case 'showExport':
      return (
        <ExportDialog {...{ profile, whole, scene, timeRange, timeZone, width, act, onClose }} hidden={scene.hidden} />
      );
  }
}
