import { AppEvents, locationUtil, urlUtil, type TimeRange } from '@grafana/data';
import { getAppEvents, locationService } from '@grafana/runtime';
import type { CallTree } from '../../../pkg/calltree/tree';
import { lockPaneRange } from '../../explorePane';
import { t } from '../../wording/t';
import { loadCode } from '../../loading/loadCode';
import { pickProfile, type ProfileFrame } from '../frame/profiles';
import { loadReader, readProfile } from '../frame/useProfileTree';
import { copyText } from '../menu/copyText';
import type { PanelOptions } from '../settings/options';
import { DEFAULT_VIEW, type ViewState } from '../view/viewState';
import { readViewText, viewText, viewToSave } from './addressText';

export { viewText };

interface Linked {
  key: string;
  state: ViewState;
  defaults: ViewState;
  tree: CallTree;
  /** The panel's range, and the pane of Explore that shows it. */
  range: TimeRange;
  pane: string | undefined;
}

/**
 * The view that an address says. Paths that were shortened are looked up in the profile that it chooses of all, which
 * need not be the one that is shown.
 */
export async function readAddress(
  text: string,
  defaults: ViewState,
  shown: CallTree,
  profiles: readonly ProfileFrame[],
  merged: boolean | undefined
): Promise<ViewState> {
  const view = readViewText(text, defaults, shown);
  if (profiles.length < 2 || !text.includes('"short"')) {
    return view;
  }
  const tree = await treeOf(profiles, pickProfile(profiles, view.profile, merged));
  return tree ? readViewText(text, defaults, tree) : view;
}

async function treeOf(
  profiles: readonly ProfileFrame[],
  picked: ProfileFrame | undefined
): Promise<CallTree | undefined> {
  await loadReader();
  if (picked) {
    return readProfile(picked)?.tree;
  }
  const { mergeProfiles } = await loadCode(
    () => import(/* webpackChunkName: "panel-words" */ '../frame/mergeProfiles')
  );
  const { profile } = await mergeProfiles(profiles, new AbortController().signal);
  return profile && readProfile(profile)?.tree;
}

/** Copies the address of a view, and says whether that went well. Answers with what was said. */
export async function copyLink(linked: Linked): Promise<string> {
  const copied = await copyText(viewUrl(linked));
  return copied
    ? tell(AppEvents.alertSuccess, t('panel.link.copied', 'Link to this view copied, with its time range fixed'))
    : tell(
        AppEvents.alertWarning,
        t(
          'panel.link.not-copied',
          'The browser blocked access to the clipboard. The address of this page opens this view, too.'
        )
      );
}

/** Opens the same view of the same time, whenever it is followed. */
function viewUrl({ key, state, defaults, tree, range, pane }: Linked): string {
  const { editPanel, ...search } = locationService.getSearchObject();
  const from = String(range.from.valueOf());
  const to = String(range.to.valueOf());
  const panes = pane === undefined ? undefined : lockPaneRange(search.panes, pane, range);
  const path = urlUtil.renderUrl(locationService.getLocation().pathname, {
    ...search,
    // Who gets the link may not be allowed to edit.
    ...(editPanel === undefined ? {} : { viewPanel: editPanel }),
    ...(panes === undefined ? { from, to } : { panes }),
    [key]: viewText(state, defaults, tree),
  });
  return window.location.origin + locationUtil.assureBaseUrl(path);
}

/** Puts a view into a panel's settings as what it shows at first. Answers with what was said. */
export function saveView(options: PanelOptions, state: ViewState, change: (options: PanelOptions) => void): string {
  const { view, orientation, folds, start, colourBy, colourChanges, names } = state;
  const own = { view, orientation, folds, start, colourBy, colourChanges, names };
  // All transforms are those of the view: what the settings say is among them.
  const savedView = viewToSave(state, { ...DEFAULT_VIEW, ...own });
  change({ ...options, ...own, transforms: [], savedView });
  return tell(
    AppEvents.alertSuccess,
    t('panel.link.saved', 'The panel now opens with this view. Save the dashboard to keep it.')
  );
}

function tell({ name }: { name: string }, text: string): string {
  getAppEvents().publish({ type: name, payload: [text] });
  return text;
}
