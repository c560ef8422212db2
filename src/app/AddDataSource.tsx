import React, { useId, useRef, useState, type FormEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Button, Field, Input, useStyles2 } from '@grafana/ui';

import { serverOf } from '../datasource/public';
import { t } from '../wording/t';
import { AddOutcome, type Outcome } from './AddOutcome';
import { addProfileDataSource, changeUrl, dataSourcesOf, type AddedDataSource } from './profileDataSources';
import { isForbidden, reason } from './reason';

const USUAL_URL = 'http://pyroscope:4040';

interface Props {
  first: boolean;
  /** The data source is there, or reads from another URL, whether or not its server answers. */
  onChanged: (uid: string) => void;
}

/**
 * Adds a data source and says right here whether its server answers. One whose server does not answer keeps being the
 * one that this form is about, so that a mended URL mends it instead of adding another.
 */
export function AddDataSource({ first, onChanged }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [url, setUrl] = useState(first ? USUAL_URL : '');
  const [complaint, setComplaint] = useState<string>();
  const [busy, setBusy] = useState<'saving' | 'checking'>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [unanswered, setUnanswered] = useState<AddedDataSource>();
  const field = useRef<HTMLInputElement>(null);

  const save = async (wanted: string, evenIfKnown: boolean): Promise<Outcome> => {
    const existing = evenIfKnown ? [] : await dataSourcesOf(wanted);
    const others = existing.filter(({ uid }) => uid !== unanswered?.uid);
    if (others.length > 0) {
      return { kind: 'known', sources: others };
    }
    const source = unanswered ?? (await addProfileDataSource(wanted));
    if (unanswered) {
      await changeUrl(unanswered.uid, wanted);
    }
    setUnanswered(source);
    setBusy('checking');
    const health = await serverOf(source.uid).check();
    if (health.status === 'success') {
      setUnanswered(undefined);
    }
    onChanged(source.uid);
    return { kind: 'checked', source, health };
  };

  const submit = async (evenIfKnown = false) => {
    const wanted = url.trim();
    if (busy) {
      return;
    }
    if (!/^https?:\/\/[^\s/]/i.test(wanted)) {
      setComplaint(
        t('app.add.no-url', 'Enter the address with http:// or https://, for example {{url}}.', {
          url: USUAL_URL,
        })
      );
      field.current?.focus();
      return;
    }
    setComplaint(undefined);
    setOutcome(undefined);
    setBusy('saving');
    try {
      setOutcome(await save(wanted, evenIfKnown));
    } catch (error) {
      setOutcome({ kind: 'refused', url: wanted, reason: reason(error), forbidden: isForbidden(error) });
    }
    setBusy(undefined);
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };

  return (
    <form onSubmit={onSubmit} className={styles.form} noValidate>
      <div className={styles.line}>
        <Field
          noMargin
          label={t('app.add.url', 'Server URL')}
          description={t('app.add.url-usual', 'In the same Docker network this is usually {{url}}.', {
            url: USUAL_URL,
          })}
          htmlFor={id}
          invalid={complaint !== undefined}
          error={complaint}
          className={styles.url}
        >
          <Input
            ref={field}
            id={id}
            type="url"
            value={url}
            placeholder={USUAL_URL}
            autoFocus={!first}
            onChange={(event) => {
              setUrl(event.currentTarget.value);
              setComplaint(undefined);
            }}
          />
        </Field>
        <Button
          type="submit"
          variant={first || unanswered ? 'primary' : 'secondary'}
          icon={busy ? 'spinner' : undefined}
          aria-disabled={busy !== undefined}
        >
          {busy === 'saving' ? (
            <Trans i18nKey="app.add.saving">Saving…</Trans>
          ) : busy === 'checking' ? (
            <Trans i18nKey="app.add.checking">Asking the server…</Trans>
          ) : unanswered ? (
            <Trans i18nKey="app.add.again">Save and check again</Trans>
          ) : first ? (
            <Trans i18nKey="app.add.first">Add data source</Trans>
          ) : (
            <Trans i18nKey="app.add.another">Add another data source</Trans>
          )}
        </Button>
      </div>
      {outcome && <AddOutcome outcome={outcome} onAddAnyway={() => void submit(true)} />}
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1) }),
  url: css({ flex: '1 1 260px', maxWidth: 420 }),
});
