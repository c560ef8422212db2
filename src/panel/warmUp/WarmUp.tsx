import React, { startTransition, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { ErrorBoundary } from '@grafana/ui';
import { ProfileView } from '../ProfileView';
import { useView } from '../view/useView';
import { exampleProfile } from './exampleProfile';

/** As Explore has it, and too narrow for what is fetched when it is shown. */
const SIZE = { width: 1000, height: 345 };
/** By then it has been laid out and painted. */
const LONG_ENOUGH = 500;

/** Once a page: what has run is warm. */
let begun = false;

interface Props {
  /** Of the query that is asked. */
  compares: boolean;
}

/** There is a profile to be shown. */
export function needsNoWarmUp(): void {
  begun = true;
}

/**
 * Shows a small profile where nobody sees it, while the server works: code that has run before, styles that are on the
 * page and a font that is there make the first picture come sooner, and hold the page for less. As a transition it
 * gives way to whatever else there is to do. Where a comparison is awaited it shows one, which takes code of its own.
 */
export function WarmUp({ compares }: Props) {
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (begun) {
      return undefined;
    }
    begun = true;
    startTransition(() => setOn(true));
    const timer = setTimeout(() => setOn(false), LONG_ENOUGH);
    return () => clearTimeout(timer);
  }, []);
  // What fails here fails nothing that is seen.
  return on ? <ErrorBoundary>{({ error }) => !error && <Unseen {...{ compares }} />}</ErrorBoundary> : null;
}

function Unseen({ compares }: Props) {
  const [place] = useState(() => document.createElement('div'));
  const [{ tree, profile, range }] = useState(() => exampleProfile(compares));
  const view = useView({});
  return createPortal(
    <ProfileView
      {...{ profile, tree, view, ...SIZE }}
      finer={{ tree, cancel: () => undefined }}
      options={{}}
      address={{ opened: true, copyLink: () => Promise.resolve('') }}
      replaceVariables={(text) => text}
      timeRange={range}
      timeZone="utc"
      loading={false}
      answer={{ errors: [], rounded: false, progress: undefined, left: [] }}
    />,
    place
  );
}
