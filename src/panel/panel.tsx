import { css } from '@emotion/css';
import React, { useEffect, useId, useState } from 'react';
import { LoadingState, type PanelProps } from '@grafana/data';
import { Combobox } from '@grafana/ui';
import { profileMeta } from '../frames/profileMeta';
import { changeTimeRange } from './changeTimeRange';
import { badFrame, emptyProfile, failedProfile, failedQuery, noProfile, waiting } from './bars/messages';
import { Message, type MessageText } from './bars/Message';
import type { NoticeText } from './bars/notices';
import type { PanelOptions } from './options';
import { frameName, profileFrames, readProfile, type ProfileFrame } from './frame/profiles';
import { ProfileView } from './ProfileView';
import { t } from '../wording/t';
import { describeSubject } from './bars/title';
import { useLastPicture } from './frame/useLastPicture';
import { useView } from './view/useView';

/** How long an answer may take before the reader is told that one is awaited. */
const PATIENCE = 300;

export function FlameGraphPanel(props: PanelProps<PanelOptions>) {
  const { data, width, height, options, timeRange, timeZone, onChangeTimeRange } = props;
  const view = useView(options);
  const { series, awaited, progress } = useLastPicture(data);
  const loading = useLate(awaited);
  const profiles = profileFrames(series);
  const [picked, setPicked] = useState<string>();
  const profile = profiles.find((candidate, at) => keyOf(candidate, at) === picked) ?? profiles[0];
  // Grafana fills the old field alone when a data source throws.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const errors = data.errors ?? (data.error ? [data.error] : []);

  const say = (message: MessageText) => (
    <div style={{ width, height }}>
      <Message {...message} />
    </div>
  );

  if (!profile) {
    if (errors.length > 0) {
      return say(failedQuery(errors[0]));
    }
    return data.state === LoadingState.Loading ? (loading ? say(waiting()) : null) : say(noProfile(series));
  }
  const shownRange = data.timeRange ?? timeRange;
  const meta = profileMeta(profile.frame);
  const read = readProfile(profile);
  const picker = profiles.length > 1 && (
    <ProfilePicker profiles={profiles} picked={profiles.indexOf(profile)} onPick={setPicked} />
  );
  const instead = meta?.failed
    ? failedProfile(meta.failed, (range) => changeTimeRange(range, profile.frame.refId, shownRange, onChangeTimeRange))
    : read.error
      ? badFrame(read.error)
      : isEmpty(read.tree)
        ? emptyProfile(meta)
        : undefined;
  if (instead) {
    return (
      <div style={{ width, height }} className={column}>
        {picker && <div>{picker}</div>}
        <Message {...instead} />
      </div>
    );
  }

  const under: NoticeText[] = progress === undefined ? [] : [{ severity: 'info', text: progress }];
  const rounding: NoticeText[] = read.rounded
    ? [
        {
          severity: 'info',
          text: t(
            'panel.notice.rounded',
            'The values are rounded: some rows add up to slightly more than the row above'
          ),
        },
      ]
    : [];
  const problems = errors.map((error): NoticeText => ({
    severity: 'error',
    text: failedQuery(error).title,
    more: failedQuery(error).remedy,
  }));
  return (
    <ProfileView
      profile={profile}
      tree={read.tree!}
      options={options}
      view={view}
      timeRange={shownRange}
      timeZone={timeZone}
      width={width}
      height={height}
      loading={loading}
      problems={[...problems, ...rounding, ...under]}
      picker={picker || undefined}
    />
  );
}

function isEmpty(tree: { total: Float64Array; totalRight?: Float64Array }): boolean {
  return tree.total[0] + (tree.totalRight?.[0] ?? 0) === 0;
}

function ProfilePicker(props: { profiles: ProfileFrame[]; picked: number; onPick(key: string): void }) {
  const { profiles, picked, onPick } = props;
  const label = useId();
  return (
    <div className={pickerBox}>
      <label id={label} htmlFor={`${label}-input`}>
        {t('panel.picker.label', 'Profile')}
      </label>
      <Combobox
        id={`${label}-input`}
        aria-labelledby={label}
        options={profiles.map((profile, at) => ({ value: keyOf(profile, at), label: describeSubject(profile, at) }))}
        value={keyOf(profiles[picked], picked)}
        onChange={({ value }) => onPick(value)}
      />
    </div>
  );
}

/** The same frame after a refresh: by its query, and by its place where queries have no name. */
function keyOf(profile: ProfileFrame, at: number): string {
  return `${frameName(profile.frame)}#${at}`;
}

/** True once something has been going on for longer than a reader's patience. */
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
const pickerBox = css({ display: 'flex', alignItems: 'center', gap: 8, flex: '0 1 320px', minWidth: 160 });
