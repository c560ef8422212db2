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
      <label id={label} htmlFor={`${label}-input`} className={unseen}>
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
  position: 'relative',
  flex: '0 1 320px',
  minWidth: 200,
  // Grafana's box is higher than a title, which would cut it.
  '& > div, & > div div, & input': { height: BAR_HEIGHTS.title },
});

/** A title has little room, and what can be chosen says what it is. */
const unseen = css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' });
