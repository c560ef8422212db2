import { css } from '@emotion/css';
import React, { useId } from 'react';
import { Combobox } from '@grafana/ui';
import { t } from '../../wording/t';
import { keyOf, MERGED, type ProfileFrame } from '../frame/profiles';
import { BAR_HEIGHTS } from '../panelLayout';
import { describeSubject } from './describeSubject';

interface Props {
  profiles: readonly ProfileFrame[];
  /** The key of a profile, or `MERGED`. */
  picked: string;
  onPick(key: string): void;
}

/** Chooses one of several profiles, or all of them added up. */
export function ProfilePicker({ profiles, picked, onPick }: Props) {
  const label = useId();
  return (
    <div className={pickerBox}>
      <label id={label} htmlFor={`${label}-input`}>
        {t('panel.picker.label', 'Profile')}
      </label>
      <Combobox
        id={`${label}-input`}
        aria-labelledby={label}
        options={[
          ...profiles.map((profile, at) => ({ value: keyOf(profile, at), label: describeSubject(profile, at) })),
          { value: MERGED, label: t('panel.picker.merged', 'All, merged') },
        ]}
        value={picked}
        onChange={({ value }) => onPick(value)}
      />
    </div>
  );
}

const pickerBox = css({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  flex: '0 1 320px',
  minWidth: 160,
  // Grafana's box is higher than a title, which would cut it.
  '& > div, & > div div, & input': { height: BAR_HEIGHTS.title },
});
