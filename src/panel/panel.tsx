import { css } from '@emotion/css';
import React, { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { AbsoluteTimeRange, PanelProps } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { profileMeta } from '../frames/profileMeta';
import { useAddress } from './address/useAddress';
import { spansMeta } from '../frames/spansMeta';
import type { PanelMessage } from './messages/PanelMessage';
import { lazyComponent } from '../loading/lazyComponent';
import type { CallTree } from '../../pkg/calltree/tree';
import { rememberStacks } from '../../pkg/flamegraph/origin';
import { loadCode } from '../loading/loadCode';
import { useFiner } from './finer/useFiner';
import type { PanelOptions } from './settings/options';
import { useSettingsEditor } from './settings/useSettingsEditor';
import { keyOf, MERGED, pickProfile, profileFrames } from './frame/profiles';
import { useMerged } from './frame/useMerged';
import { useProfileTree } from './frame/useProfileTree';
import { ownTask } from './nextPaint';
import { ProfileView } from './ProfileView';
import { useLastPicture } from './frame/useLastPicture';
import { firstOutlineSuits } from './view/outlineSuits';
import { useView } from './view/useView';
import { needsNoWarmUp, WarmUp } from './warmUp/WarmUp';

export { WarmUp };

// What few panels show.
const Message = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-words" */ './messages/PanelMessage')).PanelMessage
);
const ProfilePicker = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-words" */ './bars/ProfilePicker')).ProfilePicker
);
const SpanList = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-words" */ './spans/SpanList')).SpanList
);
const FilledWindow = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './FilledWindow')).FilledWindow
);

type Say = Parameters<typeof PanelMessage>[0]['say'];

/** How long an answer may take before the user is told that one is awaited. */
const PATIENCE = 300;

export function FlameGraphPanel(props: PanelProps<PanelOptions>) {
  const { data, width, height, options, timeRange, timeZone, onChangeTimeRange } = props;
  const view = useView(options);
  const { series, awaited, progress } = useLastPicture(data, firstOutlineSuits(view.history.now));
  const loading = useLate(awaited);
  useSettingsEditor();
  const profiles = useMemo(() => profileFrames(series), [series]);
  const place = useRef<HTMLDivElement>(null);
  const single = pickProfile(profiles, view.history.now.profile, options.merged);
  const merging = profiles.length > 0 && !single;
  const merged = useMerged(merging ? profiles : undefined);
  const profile = merging ? merged?.profile : single;
  const read = useProfileTree(profile);
  const finer = useFiner(profile?.frame, read?.tree, view.history.now.focus);
  const pane = profile && profileMeta(profile.frame)?.explorePane;
  const shows = profile !== undefined;
  const itsTurn = useTurn(shows, read?.tree);
  // Where it stands in the page tells which view of the address is its own.
  const address = useAddress({ box: place, panel: props, pane, profiles }, view, itsTurn ? read?.tree : undefined);
  // Grafana fills the old field alone when a data source throws.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const errors = data.errors ?? (data.error ? [data.error] : []);

  const filledWith = (say: Say) => (
    <div style={{ width, height }}>
      <Message say={say} />
    </div>
  );

  const picker = profiles.length > 1 && (
    <ProfilePicker
      profiles={profiles}
      picked={merging ? MERGED : keyOf(profile!, profiles.indexOf(profile!))}
      onPick={(key) => view.dispatch({ type: 'profile', profile: key })}
    />
  );
  const besidePicker = (say: Say) => (
    <div style={{ width, height }} className={column}>
      {picker && <div>{picker}</div>}
      <Message say={say} />
    </div>
  );
  useEffect(() => {
    if (shows) {
      needsNoWarmUp();
    }
  }, [shows]);

  if (merging && !profile) {
    const reason = merged?.refusal;
    return reason === undefined ? <div style={{ width, height }} /> : besidePicker((texts) => texts.notMerged(reason));
  }
  if (!profile) {
    const spans = series.find(spansMeta);
    if (spans) {
      return <SpanList frame={spans} width={width} height={height} loading={loading} />;
    }
    if (errors.length > 0) {
      return filledWith((texts) => texts.failedQuery(errors[0]));
    }
    return awaited ? (
      <>
        <WarmUp compares={data.request?.targets.some(isComparison) ?? false} />
        {loading && filledWith((texts) => texts.waiting())}
      </>
    ) : (
      filledWith((texts) => texts.noProfile(series))
    );
  }
  if (!read || !itsTurn) {
    return null;
  }
  const shownRange = data.timeRange ?? timeRange;
  const meta = profileMeta(profile.frame);
  const changeRange = async (range: AbsoluteTimeRange) => {
    const { changeTimeRange } = await loadCode(() => import(/* webpackChunkName: "panel-words" */ './changeTimeRange'));
    changeTimeRange(range, profile.frame.refId, shownRange, meta?.explorePane, onChangeTimeRange);
  };
  const { failed } = meta ?? {};
  const { error } = read;
  const message: Say | undefined = failed
    ? (texts) => texts.failedProfile(failed, changeRange)
    : error
      ? (texts) => texts.badFrame(error)
      : isEmpty(read.tree)
        ? (texts) => texts.emptyProfile(meta)
        : undefined;
  if (message) {
    return besidePicker(message);
  }

  const drawn = (drawnWidth: number, drawnHeight: number) => (
    <ProfileView
      profile={profile}
      tree={finer!.tree}
      finer={finer!}
      options={options}
      view={view}
      address={address}
      replaceVariables={props.replaceVariables}
      timeRange={shownRange}
      timeZone={timeZone}
      width={drawnWidth}
      height={drawnHeight}
      loading={loading}
      answer={{
        errors,
        rounded: merged?.rounded ?? read.rounded ?? false,
        progress,
        left: merged?.left ?? read.left ?? [],
      }}
      picker={picker || undefined}
    />
  );
  return (
    <div ref={place} style={{ width, height }}>
      {!address.opened ? null : view.history.now.filled ? (
        <FilledWindow home={place} onEscape={() => view.dispatch({ type: 'undo' })}>
          {drawn}
        </FilledWindow>
      ) : (
        drawn(width, height)
      )}
    </div>
  );
}

function isEmpty(tree: { total: Float64Array; totalRight?: Float64Array }): boolean {
  return tree.total[0] + (tree.totalRight?.[0] ?? 0) === 0;
}

function isComparison(query: DataQuery & { queryType?: string }): boolean {
  return query.queryType === 'compare';
}

/**
 * Whether a profile is drawn now. The first one that was waited for is drawn in a task of its own, after all that the
 * host draws anew for an answer, and after what is found out of its stacks.
 */
function useTurn(shows: boolean, tree: CallTree | undefined): boolean {
  const [came, setCame] = useState(shows);
  useLayoutEffect(() => {
    if (!shows || came) {
      return undefined;
    }
    let gone = false;
    void ownTask()
      .then(() => tree && rememberStacks(tree))
      .then(ownTask)
      .then(() => gone || setCame(true));
    return () => {
      gone = true;
    };
  }, [shows, came, tree]);
  return came;
}

/** True once something has been going on for longer than a user's patience. */
function useLate(now: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!now) {
      return;
    }
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [now]);
  return now && late;
}

const column = css({ display: 'flex', flexDirection: 'column' });
