import { css } from '@emotion/css';
import React, { useId } from 'react';
import { Combobox } from '@grafana/ui';
import { t } from '../../wording/t';
import { keyOf, type ProfileFrame } from '../frame/profiles';
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

const pickerBox = css({ display: 'flex', alignItems: 'center', gap: 8, flex: '0 1 320px', minWidth: 160 });
