import { css } from '@emotion/css';
import { useEffect, useState } from 'react';
import { AppEvents, type GrafanaTheme2 } from '@grafana/data';
import { Alert, type AlertVariant, Portal, useStyles2 } from '@grafana/ui';
import { appEvents } from '../services/runtime';

interface Notice {
  key: number;
  severity: AlertVariant;
  title: string;
  text?: string;
}

const SHOWN_FOR_MS: Partial<Record<AlertVariant, number>> = { success: 3000, warning: 5000, error: 7000, info: 5000 };
const EVENTS: Array<[string, AlertVariant]> = [
  [AppEvents.alertSuccess.name, 'success'],
  [AppEvents.alertWarning.name, 'warning'],
  [AppEvents.alertError.name, 'error'],
  [AppEvents.alertInfo.name, 'info'],
];

let lastKey = 0;

/** The messages that plugins and pages publish as app events, at the top right for a few seconds. */
export function Notifications() {
  const styles = useStyles2(getStyles);
  const [notices, setNotices] = useState<Notice[]>([]);

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const subscriptions = EVENTS.map(([type, severity]) =>
      appEvents.getStream({ type } as never).subscribe(({ payload }: { payload?: unknown[] }) => {
        const key = ++lastKey;
        const [title, text] = (payload ?? []).map((part) => (part === undefined ? undefined : String(part)));
        setNotices((before) => [...before, { key, severity, title: title ?? '', text }]);
        timers.add(
          setTimeout(() => setNotices((before) => before.filter((one) => one.key !== key)), SHOWN_FOR_MS[severity])
        );
      })
    );
    return () => {
      subscriptions.forEach((subscription) => subscription.unsubscribe());
      timers.forEach(clearTimeout);
    };
  }, []);

  return (
    <Portal>
      <div className={styles.stack}>
        {notices.map(({ key, severity, title, text }) => (
          <Alert
            key={key}
            severity={severity}
            title={title}
            elevated
            onRemove={() => setNotices((before) => before.filter((one) => one.key !== key))}
          >
            {text}
          </Alert>
        ))}
      </div>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  stack: css({
    position: 'fixed',
    top: theme.spacing(6),
    right: theme.spacing(1),
    width: 400,
    maxWidth: `calc(100vw - ${theme.spacing(2)})`,
    zIndex: theme.zIndex.portal,
  }),
});
