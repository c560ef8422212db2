import { css } from '@emotion/css';
import React, { useId } from 'react';
import { Combobox } from '@grafana/ui';
import { t } from '../../wording/t';
import { frameName, type ProfileFrame } from '../frame/profiles';
import { describeSubject } from './title';

/** Chooses one of several profiles. */
export function ProfilePicker(props: { profiles: ProfileFrame[]; picked: number; onPick(key: string): void }) {
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
export function keyOf(profile: ProfileFrame, at: number): string {
  return `${frameName(profile.frame)}#${at}`;
}

const pickerBox = css({ display: 'flex', alignItems: 'center', gap: 8, flex: '0 1 320px', minWidth: 160 });
